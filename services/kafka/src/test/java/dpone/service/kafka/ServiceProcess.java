package dpone.service.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The service as dpone starts it: a process, spoken to by lines of JSON. */
final class ServiceProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final BufferedReader replies;

  private ServiceProcess(Process process) {
    this.process = process;
    this.replies = process.inputReader(StandardCharsets.UTF_8);
  }

  static ServiceProcess start(Path data, Path cache) throws IOException {
    return start(data, cache, Path.of("/"), classPath());
  }

  /**
   * The service.
   *
   * @param cache for archives of classes, where the environment names no other
   * @param folder in which it works
   */
  static ServiceProcess start(Path data, Path cache, Path folder, String classPath)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-cp", classPath, Main.class.getName(), "--data", data.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putIfAbsent("DPONE_CACHE", cache.toString());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    return new ServiceProcess(builder.start());
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  JsonNode say(String line) throws IOException {
    process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().flush();
    return JSON.readTree(replies.readLine());
  }

  /** Where the broker is, with that topic. */
  String open(String topic) throws IOException {
    JsonNode reply = say("{\"op\":\"open\",\"topics\":\"" + topic + "\",\"partitions\":1}");
    String servers = reply.at("/connection/bootstrap_servers").textValue();
    if (servers == null) {
      throw new AssertionError(reply.toString());
    }
    return servers;
  }

  ProcessHandle broker() throws IOException {
    return ProcessHandle.of(say("{\"op\":\"ping\"}").get("pid").longValue()).orElseThrow();
  }

  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  static void send(String servers, String topic, int records) {
    try (var producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", servers), new StringSerializer(), new StringSerializer())) {
      for (int i = 0; i < records; i++) {
        producer.send(new ProducerRecord<>(topic, "record " + i));
      }
    }
  }

  /** How many records the topic holds. */
  static int count(String servers, String topic) {
    try (var consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", servers),
            new StringDeserializer(),
            new StringDeserializer())) {
      TopicPartition where = new TopicPartition(topic, 0);
      consumer.assign(List.of(where));
      consumer.seekToBeginning(List.of(where));
      long end = consumer.endOffsets(List.of(where)).get(where);
      int records = 0;
      while (consumer.position(where) < end) {
        records += consumer.poll(Duration.ofMillis(200)).count();
      }
      return records;
    }
  }

  /** What the parent's orderly end looks like to the service. */
  @Override
  public void close() throws IOException, InterruptedException {
    process.getOutputStream().close();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      kill();
      throw new AssertionError("the service went on after the end of its input");
    }
  }
}
