import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Fills a topic with orders: JSON texts of 200 bytes, or Avro behind the id of a registered schema. */
public final class Fill {
  static final String SCHEMA =
      """
      {"type": "record", "name": "Order", "fields": [
        {"name": "id", "type": "long"},
        {"name": "customer", "type": "int"},
        {"name": "kind", "type": "string"},
        {"name": "amount", "type": "double"},
        {"name": "paid", "type": "boolean"},
        {"name": "created", "type": {"type": "long", "logicalType": "timestamp-millis"}},
        {"name": "note", "type": ["null", "string"]}]}
      """;

  private static final int LENGTH = 200;
  private static final String WORDS =
      "delivered with care to the neighbour of the second floor, who was not at home and will call again";

  public static void main(String[] args) throws Exception {
    String servers = args[0];
    String registry = args[1];
    String topic = args[2];
    boolean avro = args[3].equals("avro");
    long rows = Long.parseLong(args[4]);
    int partitions = Integer.parseInt(args[5]);
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
    Orders orders = avro ? new AvroOrders(register(registry, topic)) : new JsonOrders();
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers", servers,
                "linger.ms", "20",
                "batch.size", "262144",
                "buffer.memory", "33554432"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long i = 0; i < rows; i++) {
        producer.send(
            new ProducerRecord<>(topic, (int) (i % partitions), null, orders.value(i)),
            (sent, failure) -> {
              if (failure != null) {
                failure.printStackTrace();
                System.exit(1);
              }
            });
      }
    }
  }

  private static int register(String registry, String topic) throws Exception {
    String body =
        "{\"schema\": \"" + SCHEMA.replace("\"", "\\\"").replace("\n", " ") + "\"}";
    HttpResponse<String> answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(
                        URI.create(registry + "/subjects/" + topic + "-value/versions"))
                    .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build(),
                HttpResponse.BodyHandlers.ofString());
    Matcher id = Pattern.compile("\"id\"\\s*:\\s*(\\d+)").matcher(answer.body());
    if (!id.find()) {
      throw new IllegalStateException(answer.body());
    }
    return Integer.parseInt(id.group(1));
  }

  private interface Orders {
    byte[] value(long id) throws Exception;
  }

  private static final class JsonOrders implements Orders {
    @Override
    public byte[] value(long id) {
      StringBuilder text = new StringBuilder(LENGTH);
      text.append("{\"id\":").append(id);
      text.append(",\"customer\":").append(id * 7919 % 1_000_003);
      text.append(",\"kind\":\"k").append(id % 200);
      text.append("\",\"amount\":").append(BigDecimal.valueOf(id % 10_000_000, 2));
      text.append(",\"paid\":").append(id % 3 == 0);
      text.append(",\"created\":\"").append(Instant.ofEpochMilli(1_767_225_600_001L + id * 1000));
      text.append("\",\"note\":\"");
      text.append(WORDS, 0, LENGTH - 2 - text.length());
      return text.append("\"}").toString().getBytes(StandardCharsets.US_ASCII);
    }
  }

  private static final class AvroOrders implements Orders {
    private final Schema schema = new Schema.Parser().parse(SCHEMA);
    private final GenericDatumWriter<Object> writer = new GenericDatumWriter<>(schema);
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final byte[] head;
    private BinaryEncoder encoder;

    AvroOrders(int id) {
      head = ByteBuffer.allocate(5).put((byte) 0).putInt(id).array();
    }

    @Override
    public byte[] value(long id) throws Exception {
      GenericData.Record order = new GenericData.Record(schema);
      order.put("id", id);
      order.put("customer", (int) (id * 7919 % 1_000_003));
      order.put("kind", "k" + id % 200);
      order.put("amount", id % 10_000_000 / 100.0);
      order.put("paid", id % 3 == 0);
      order.put("created", 1_767_225_600_001L + id * 1000);
      order.put("note", id % 5 == 0 ? null : WORDS);
      out.reset();
      out.write(head);
      encoder = EncoderFactory.get().binaryEncoder(out, encoder);
      writer.write(order, encoder);
      encoder.flush();
      return out.toByteArray();
    }
  }
}
