package dpone.connector.kafka.sink;

import static dpone.connector.kafka.sink.LoadTest.assertCode;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.testing.TestService;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a record carries beside its value, and what is refused before anything is sent. */
@Tag("integration")
class RecordsTest {
  private static final Schema WIDE =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), true, ""),
              new Field("name", new DataType.Text(), true, ""),
              new Field("place", new DataType.Int(32), true, ""),
              new Field("at", new DataType.Timestamp(6), true, ""),
              new Field("trace", new DataType.Text(), true, "")),
          List.of());
  private static Map<String, Object> broker;
  private static Target target;
  private final String topic = "r" + UUID.randomUUID().toString().substring(0, 8);

  @BeforeAll
  static void start() {
    broker = TestService.kafka().connection();
    target = new Target(broker);
  }

  private Load load() {
    return new Load(broker, topic);
  }

  @Test
  void partitionTimestampAndHeadersComeFromColumns() {
    target.create(topic, 3, Map.of());
    Load load = load();
    load.schema = WIDE;
    load.context.maxRejects = 2;
    load.option(SinkOptions.PARTITIONER, "column")
        .option(SinkOptions.PARTITION_COLUMN, "place")
        .option(SinkOptions.TIMESTAMP_COLUMN, "at")
        .option(SinkOptions.HEADER_COLUMNS, List.of("trace"));
    long at = System.currentTimeMillis() - 5000;
    load.run(
        Load.cells(1L, "a", 2, at * 1000 + 999, "t1"),
        Load.cells(2L, "b", 0, null, null),
        Load.cells(3L, "c", 3, null, null),
        Load.cells(4L, "d", 1, -1L, null));
    assertThat(load.context.rejected)
        .anySatisfy(r -> assertThat(r).startsWith("rows/place/KAFKA_PARTITION_INVALID"))
        .anySatisfy(r -> assertThat(r).startsWith("rows/at/KAFKA_TIMESTAMP_INVALID"));
    List<ConsumerRecord<byte[], byte[]>> records = target.records(topic);
    assertThat(records).hasSize(2);
    ConsumerRecord<byte[], byte[]> first =
        records.stream().filter(r -> r.partition() == 2).findFirst().orElseThrow();
    assertThat(first.timestamp()).isEqualTo(at);
    assertThat(Target.text(first.headers().lastHeader("trace").value())).isEqualTo("t1");
    assertThat(Target.text(first.value())).isEqualTo("1|a|2|" + (at * 1000 + 999));
    assertThat(records.stream().filter(r -> r.partition() == 0).findFirst().orElseThrow().headers())
        .isEmpty();
  }

  @Test
  void rowsGoRoundAndKeysMayBeHashes() {
    target.create(topic, 2, Map.of());
    load()
        .option(SinkOptions.PARTITIONER, "round_robin")
        .option(SinkOptions.KEY, "hash")
        .run(Load.row(1, "a"), Load.row(1, "a"), Load.row(2, "b"), Load.row(3, "c"));
    List<ConsumerRecord<byte[], byte[]>> records = target.records(topic);
    assertThat(records.stream().filter(r -> r.partition() == 0)).hasSize(2);
    assertThat(records.stream().map(r -> Target.text(r.key())).distinct()).hasSize(3);
    assertThat(Target.text(records.get(0).key())).matches("[0-9a-f]{32}");
  }

  @Test
  void everyCompressionIsReadBack() {
    for (String compression : List.of("lz4", "zstd", "snappy", "gzip", "none")) {
      load().option(SinkOptions.COMPRESSION, compression).run(Load.row(1, compression));
    }
    assertThat(target.values(topic))
        .containsExactlyInAnyOrder("1|lz4", "1|zstd", "1|snappy", "1|gzip", "1|none");
  }

  @Test
  void aMissingTopicIsMadeAsTheManifestSaysOrRefused() {
    Load refused = load();
    refused.evolution = new SchemaEvolution(DriftPolicy.FAIL, DriftPolicy.EVOLVE, DriftPolicy.FAIL);
    try (Load load = refused.open()) {
      assertCode(() -> load.sink.plan(load.request), KafkaCode.TOPIC_NOT_FOUND.code());
    }
    Load load =
        load()
            .option(
                SinkOptions.TOPIC,
                Map.of("partitions", "5", "configs", Map.of("retention.ms", "3600000")));
    load.run(Load.row(1, "a"));
    assertThat(load.plan.streams().get(0).ddl())
        .containsExactly(
            "create topic "
                + topic
                + " with 5 partitions, the brokers' default of replicas and"
                + " {retention.ms=3600000}");
    assertThat(target.values(topic)).containsExactly("1|a");
  }

  @Test
  void whoMayDoNothingIsTold() {
    target.create(topic, 1, Map.of());
    Map<String, Object> guest =
        TestService.kafka()
            .connection(Map.of("security_protocol", "SASL_PLAINTEXT", "user", "guest"));
    try (Load load = new Load(guest, topic).open()) {
      assertCode(() -> load.sink.plan(load.request), KafkaCode.NOT_AUTHORIZED.code());
    }
  }

  @Test
  void aCompactedTopicTakesNoRecordWithoutKey() {
    target.create(topic, 1, Map.of("cleanup.policy", "compact"));
    try (Load load = load().open()) {
      assertCode(() -> load.sink.plan(load.request), KafkaCode.CLEANUP_POLICY.code());
    }
  }

  @Test
  void aKeyThatIsNotTheUniqueOneCannotMerge() {
    try (Load load =
        load().with(LoadMode.INCREMENTAL_MERGE, "id").option(SinkOptions.KEY, "hash").open()) {
      assertCode(() -> load.sink.plan(load.request), KafkaCode.INVALID_OPTION.code());
    }
    try (Load load = load().with(LoadMode.INCREMENTAL_MERGE).open()) {
      assertCode(() -> load.sink.plan(load.request), KafkaCode.KEY_MISSING.code());
    }
  }

  @Test
  void modesThatATopicCannotHaveAreRefusedWithTheReason() {
    for (LoadMode mode :
        List.of(
            LoadMode.REPLACE, LoadMode.PARTITION_REPLACE, LoadMode.SCD2, LoadMode.SNAPSHOT_DIFF)) {
      try (Load load = load().with(mode).open()) {
        assertThat(load.sink.traits().modes()).doesNotContain(mode);
        assertThat(load.sink.traits().refused().get(mode)).startsWith("a ");
        assertCode(() -> load.sink.plan(load.request), "UNSUPPORTED");
      }
    }
  }

  @Test
  void theOtherDeliveriesSayWhatTheyPromise() {
    Load idempotent =
        load()
            .with(LoadMode.INCREMENTAL_MERGE, "id")
            .option(SinkOptions.DELIVERY, "idempotent")
            .run(Load.row(1, "a"), Load.row(2, "b"));
    assertThat(idempotent.plan.commitClass()).isEqualTo(CommitClass.IDEMPOTENT_REPLAY);
    assertThat(target.table(topic)).hasSize(2);
    try (Load load = load().option(SinkOptions.DELIVERY, "idempotent").open()) {
      assertCode(() -> load.sink.plan(load.request), "UNSUPPORTED");
    }
    Load again =
        new Load(broker, topic + "-log")
            .option(SinkOptions.DELIVERY, "at_least_once")
            .run(Load.row(1, "a"));
    assertThat(again.plan.commitClass()).isEqualTo(CommitClass.AT_LEAST_ONCE);
    assertThat(target.values(topic + "-log")).containsExactly("1|a");
    try (Load load =
        load().with(LoadMode.FULL_REFRESH).option(SinkOptions.DELIVERY, "at_least_once").open()) {
      assertCode(() -> load.sink.plan(load.request), "UNSUPPORTED");
    }
  }
}
