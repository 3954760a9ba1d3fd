package dpone.service.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.service.support.ServiceException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Topics that a request asks for, and what they hold at first. */
final class Topics {
  private static final int LOOKS = 200;
  private static final long PAUSE_MILLIS = 50;

  private Topics() {}

  /** Makes the topics that are missing; whether any was. */
  static boolean open(JsonNode request, int port)
      throws ServiceException, IOException, InterruptedException {
    List<Path> files = init(request);
    List<String> names = new ArrayList<>();
    // Manifests have one word for what a service is to make.
    String wanted = request.path("topics").asText(request.path("database").asText(""));
    for (String name : wanted.split(",", -1)) {
      if (!name.isBlank()) {
        names.add(name.strip());
      }
    }
    files.forEach(file -> names.add(topic(file)));
    Map<String, Object> client = Map.of("bootstrap.servers", "127.0.0.1:" + port);
    boolean created = false;
    try (Admin admin = Admin.create(client)) {
      Set<String> known = admin.listTopics().names().get();
      int partitions = request.path("partitions").asInt(3);
      for (String name : names.stream().distinct().toList()) {
        if (!known.contains(name)) {
          admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
          awaitLeaders(admin, name, partitions);
          created = true;
          fill(files.stream().filter(f -> topic(f).equals(name)).toList(), client);
        }
      }
    } catch (ExecutionException failed) {
      throw new ServiceException(
          "topics cannot be made: " + failed.getCause(), "read server.log", failed);
    }
    return created;
  }

  /** Answered by the leaders alone: until each partition has one, nothing can be sent to it. */
  private static void awaitLeaders(Admin admin, String topic, int partitions)
      throws InterruptedException, ExecutionException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    for (int look = 1; ; look++) {
      try {
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException unknown) {
        // A topic is known a while after it was made.
        if (look == LOOKS || !(unknown.getCause() instanceof UnknownTopicOrPartitionException)) {
          throw unknown;
        }
        Thread.sleep(PAUSE_MILLIS);
      }
    }
  }

  private static void fill(List<Path> files, Map<String, Object> client)
      throws IOException, InterruptedException, ExecutionException {
    for (Path file : files) {
      try (var producer =
              new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
          BufferedReader lines = Files.newBufferedReader(file)) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          sent.add(
              producer.send(
                  new ProducerRecord<>(topic(file), line.getBytes(StandardCharsets.UTF_8))));
        }
        for (Future<RecordMetadata> one : sent) {
          one.get();
        }
      }
    }
  }

  private static String topic(Path file) {
    return file.getFileName().toString().replaceFirst("\\.jsonl$", "");
  }

  private static List<Path> init(JsonNode request) throws ServiceException, IOException {
    String folder = request.path("init").asText("");
    if (folder.isEmpty()) {
      return List.of();
    }
    if (!Path.of(folder).isAbsolute() || !Files.isDirectory(Path.of(folder))) {
      throw new ServiceException("\"init\" is not a folder", "name it from the root");
    }
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.filter(f -> f.toString().endsWith(".jsonl")).sorted().toList();
    }
  }
}
