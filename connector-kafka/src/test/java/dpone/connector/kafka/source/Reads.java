package dpone.connector.kafka.source;

import dpone.connector.kafka.connect.ConnectionOptions;
import dpone.connector.kafka.testing.TestOptions;
import dpone.connector.kafka.testing.TestService;
import dpone.spi.Endpoint;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.Column;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.batch.IntColumn;
import dpone.spi.batch.LongColumn;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;

/** A topic, what is put into it by the plain client, and reads of it by the source. */
final class Reads implements AutoCloseable {
  static final Map<String, Object> ID =
      Map.of("columns", List.of(Map.of("name", "id", "type", "int64")));

  final TestContext context = new TestContext();
  final Map<String, Object> connection;
  final Admin admin;
  final String topic;
  final Source source;
  Map<String, Object> options = new HashMap<>(Map.of("value", ID));
  ReadMode mode = ReadMode.AFTER_POSITION;
  long chunkRows;
  int parallelism = 2;

  Reads(String topic, int partitions, Map<String, String> configs) throws Exception {
    this(TestService.kafka().connection(), topic, partitions, configs);
  }

  Reads(Map<String, Object> connection, String topic, int partitions, Map<String, String> configs)
      throws Exception {
    this.connection = connection;
    this.topic = topic;
    this.admin = Admin.create(Map.of("bootstrap.servers", connection.get("bootstrap_servers")));
    create(topic, partitions, configs);
    this.source =
        KafkaSource.open(
            new Endpoint(TestOptions.of(ConnectionOptions.SPEC, connection), Options.NONE),
            context);
  }

  void create(String name, int partitions, Map<String, String> configs) throws Exception {
    admin
        .createTopics(List.of(new NewTopic(name, partitions, (short) 1).configs(configs)))
        .all()
        .get();
    for (int i = 0; i < 100 && !admin.listTopics().names().get().contains(name); i++) {
      Thread.sleep(20);
    }
    // Answered by the leaders alone: until each partition has one, nothing can be sent to it.
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(new TopicPartition(name, partition), OffsetSpec.latest());
    }
    for (int look = 1; ; look++) {
      try {
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException unknown) {
        if (look == 100) {
          throw unknown;
        }
        Thread.sleep(50);
      }
    }
  }

  void send(Consumer<KafkaProducer<String, String>> work) {
    send(Map.of(), work);
  }

  void send(Map<String, Object> more, Consumer<KafkaProducer<String, String>> work) {
    Map<String, Object> all = new HashMap<>(more);
    all.put("bootstrap.servers", connection.get("bootstrap_servers"));
    try (var producer = new KafkaProducer<>(all, new StringSerializer(), new StringSerializer())) {
      work.accept(producer);
    }
  }

  /** Values {"id": from} to {"id": to - 1}, all into one partition. */
  void ids(int partition, long from, long to) {
    send(producer -> {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (long id = from; id < to; id++) {
        sent.add(producer.send(record(partition, "k" + id, "{\"id\":" + id + "}")));
      }
      producer.flush();
      sent.forEach(Reads::acknowledged);
    });
  }

  private static void acknowledged(Future<RecordMetadata> sent) {
    try {
      sent.get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  ProducerRecord<String, String> record(int partition, String key, String value) {
    return new ProducerRecord<>(topic, partition, key, value);
  }

  /** What a read gave. */
  record Result(
      List<String> rows,
      Position position,
      long read,
      long filtered,
      long rejected,
      boolean complete,
      List<Split> splits) {
    List<String> column(int index) {
      return rows.stream().map(r -> r.split("\\|", -1)[index]).sorted().toList();
    }
  }

  StreamSelection selection(String name, List<String> columns) {
    return new StreamSelection(
        name, null, columns, null, null, TestOptions.of(StreamOptions.SPEC, options));
  }

  Result read(Position from) {
    return read(from, List.of("id"));
  }

  Result read(Position from, List<String> columns) {
    return read(selection(topic, columns), from);
  }

  Result read(StreamSelection selection, Position from) {
    StreamInfo info = source.describe(selection);
    StreamRead read = new StreamRead(selection, info.schema(), mode, null, chunkRows);
    try (ReadSession session =
        source.read(new ReadRequest("scope", List.of(read), from, parallelism))) {
      List<String> rows = new ArrayList<>();
      List<ReadReceipt> receipts = new ArrayList<>();
      for (Split split : session.splits()) {
        try (SplitReader reader = source.open(split)) {
          for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
            rows.addAll(rows((ColumnBatch) chunk));
            chunk.close();
          }
          receipts.add(reader.finish());
        }
      }
      return new Result(
          rows,
          session.position(receipts).orElseThrow(),
          receipts.stream().mapToLong(ReadReceipt::rows).sum(),
          receipts.stream().mapToLong(ReadReceipt::filtered).sum(),
          receipts.stream().mapToLong(ReadReceipt::rejected).sum(),
          session.complete(),
          session.splits());
    }
  }

  static List<String> rows(ColumnBatch batch) {
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < batch.rows(); row++) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < batch.schema().size(); i++) {
        cells.add(cell(batch.column(i), row));
      }
      rows.add(String.join("|", cells));
    }
    return rows;
  }

  private static String cell(Column column, int row) {
    if (column.isNull(row)) {
      return "null";
    }
    return switch (column) {
      case IntColumn ints -> String.valueOf(ints.get(row));
      case LongColumn longs -> String.valueOf(longs.get(row));
      case BytesColumn bytes -> bytes.text(row);
      default -> "?";
    };
  }

  @Override
  public void close() {
    source.close();
    admin.close();
  }
}
