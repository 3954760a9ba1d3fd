package dpone.connector.kafka.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("integration")
class BoundedReadTest {
  private static List<String> ids(long from, long to) {
    return LongStream.range(from, to).mapToObj(String::valueOf).sorted().toList();
  }

  @Test
  void readsUpToNowAndGoesOnFromThere() throws Exception {
    try (Reads reads = new Reads("bounded-now", 3, Map.of())) {
      reads.ids(0, 0, 1000);
      reads.ids(1, 1000, 1500);
      Reads.Result first = reads.read(null);
      assertThat(first.column(0)).isEqualTo(ids(0, 1500));
      assertThat(first.read()).isEqualTo(1500);
      assertThat(first.complete()).isTrue();
      Reads.Result nothing = reads.read(first.position());
      assertThat(nothing.rows()).isEmpty();
      assertThat(nothing.splits()).isEmpty();
      reads.ids(2, 1500, 1510);
      reads.ids(0, 1510, 1520);
      Reads.Result second = reads.read(nothing.position());
      assertThat(second.column(0)).isEqualTo(ids(1500, 1520));
      reads.mode = ReadMode.FULL;
      assertThat(reads.read(second.position()).column(0)).isEqualTo(ids(0, 1520));
    }
  }

  @Test
  void reachesTheEndBehindMarkersAndAbortedRecords() throws Exception {
    try (Reads reads = new Reads("bounded-transactions", 1, Map.of())) {
      reads.send(
          Map.of("transactional.id", "t1"),
          producer -> {
            producer.initTransactions();
            transaction(reads, producer, 0, 10, true);
            transaction(reads, producer, 10, 20, false);
            transaction(reads, producer, 20, 30, true);
            transaction(reads, producer, 30, 40, false);
          });
      Reads.Result result = reads.read(null);
      assertThat(result.rows()).hasSize(20);
      assertThat(result.read()).isEqualTo(20);
      assertThat(result.position().display()).isEqualTo("bounded-transactions {0=44}");
      assertThat(reads.read(result.position()).rows()).isEmpty();
    }
  }

  private static void transaction(
      Reads reads, KafkaProducer<String, String> producer, long from, long to, boolean commit) {
    producer.beginTransaction();
    for (long id = from; id < to; id++) {
      producer.send(reads.record(0, "k" + id, "{\"id\":" + id + "}"));
    }
    producer.flush();
    if (commit) {
      producer.commitTransaction();
    } else {
      producer.abortTransaction();
    }
  }

  @Test
  void anOpenTransactionIsLeftToTheNextRun() throws Exception {
    try (Reads reads = new Reads("bounded-open", 1, Map.of())) {
      reads.ids(0, 0, 5);
      reads.send(
          Map.of("transactional.id", "t2"),
          producer -> {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(reads.record(0, "a", "{\"id\":5}"));
            producer.flush();
            Reads.Result first = reads.read(null);
            assertThat(first.column(0)).isEqualTo(ids(0, 5));
            producer.commitTransaction();
            // The markers follow the commit; until then the record is not there for anybody.
            List<String> next = List.of();
            for (int i = 0; i < 50 && next.isEmpty(); i++) {
              next = reads.read(first.position()).column(0);
            }
            assertThat(next).isEqualTo(ids(5, 6));
          });
    }
  }

  @Test
  void reachesTheEndThroughWhatCompactionRemoved() throws Exception {
    Map<String, String> compacted =
        Map.of(
            "cleanup.policy",
            "compact",
            "segment.ms",
            "100",
            "min.cleanable.dirty.ratio",
            "0.01",
            "delete.retention.ms",
            "0");
    try (Reads reads = new Reads("bounded-compacted", 1, compacted)) {
      for (int round = 0; round < 3; round++) {
        for (int id = 0; id < 50; id++) {
          int value = id;
          reads.send(p -> p.send(reads.record(0, "k" + value % 5, "{\"id\":" + value + "}")));
        }
        Thread.sleep(300);
      }
      // Tombstones at the end, which go too: the end of the log has no record any more.
      reads.send(p -> {
        for (int key = 0; key < 5; key++) {
          p.send(reads.record(0, "k" + key, null));
        }
      });
      long start = System.nanoTime();
      Reads.Result result = reads.read(null);
      while (result.read() > 20 && System.nanoTime() - start < 60_000_000_000L) {
        Thread.sleep(500);
        // A new segment lets the cleaner have the old one.
        reads.send(p -> p.send(reads.record(0, "k0", null)));
        result = reads.read(null);
      }
      assertThat(result.read()).isLessThanOrEqualTo(20);
      long end = reads.source.describe(reads.selection(reads.topic, List.of())).estimatedRows();
      assertThat(result.position().display()).isEqualTo("bounded-compacted {0=" + end + "}");
      assertThat(end).isGreaterThanOrEqualTo(155);
    }
  }

  @Test
  void thatNothingWasHeardProvesNothing() throws Exception {
    try (Reads reads = new Reads("bounded-unheard", 1, Map.of())) {
      reads.ids(0, 0, 10);
      TopicPartition where = new TopicPartition(reads.topic, 0);
      Map<String, Object> client =
          Map.of("bootstrap.servers", reads.connection.get("bootstrap_servers"));
      try (var probe = new KafkaConsumer<>(client, new WholeBuffer(), new WholeBuffer())) {
        probe.assign(List.of(where));
        probe.seek(where, 0);
        // As with a broker that is slow to answer a fetch: no fetch, yet the end is known.
        assertThat(probe.endOffsets(List.of(where))).containsEntry(where, 10L);
        assertThat(probe.currentLag(where)).hasValue(10);
        assertThat(Fetch.sawNothing(probe, where, 0, 10)).isFalse();
      }
    }
  }

  @Test
  void retentionThatOvertookThePositionIsNamed() throws Exception {
    try (Reads reads = new Reads("bounded-retention", 1, Map.of())) {
      reads.ids(0, 0, 10);
      Reads.Result first = reads.read(null);
      reads.ids(0, 10, 30);
      reads
          .admin
          .deleteRecords(
              Map.of(new TopicPartition(reads.topic, 0), RecordsToDelete.beforeOffset(20)))
          .all()
          .get();
      assertThatThrownBy(() -> reads.read(first.position()))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> {
                assertThat(e.code()).isEqualTo("KAFKA_OFFSETS_GONE");
                assertThat(e.what()).contains("offset 10").contains("begins at 20");
              });
      reads.options.put("on_lost_offsets", "earliest");
      assertThat(reads.read(first.position()).column(0)).isEqualTo(ids(20, 30));
      assertThat(reads.context.lines).anyMatch(l -> l.contains("on_lost_offsets"));
      reads.options.put("on_lost_offsets", "latest");
      assertThat(reads.read(first.position()).rows()).isEmpty();
    }
  }

  @Test
  void aTopicThatWasCreatedAnewIsToldFromTheOld() throws Exception {
    try (Reads reads = new Reads("bounded-anew", 1, Map.of())) {
      reads.ids(0, 0, 10);
      Reads.Result first = reads.read(null);
      reads.admin.deleteTopics(List.of(reads.topic)).all().get();
      Thread.sleep(500);
      reads.create(reads.topic, 1, Map.of());
      reads.ids(0, 100, 150);
      assertThatThrownBy(() -> reads.read(first.position()))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("KAFKA_TOPIC_RECREATED"));
      reads.options.put("on_lost_offsets", "earliest");
      assertThat(reads.read(first.position()).column(0)).isEqualTo(ids(100, 150));
    }
  }

  @Test
  void newPartitionsAndNewTopicsAreReadFromTheirStart() throws Exception {
    try (Reads reads = new Reads("many-a", 1, Map.of())) {
      reads.create("many-b", 1, Map.of());
      reads.options.put("topics", "many-.*");
      reads.options.put("start_from", "latest");
      reads.ids(0, 0, 10);
      var selection = reads.selection("many", List.of("_topic", "id"));
      Reads.Result first = reads.read(selection, null);
      assertThat(first.rows()).isEmpty();
      reads.admin.createPartitions(Map.of("many-a", NewPartitions.increaseTo(2))).all().get();
      reads.create("many-c", 1, Map.of());
      Thread.sleep(300);
      reads.ids(1, 10, 12);
      reads.send(p ->
          p.send(
              new org.apache.kafka.clients.producer.ProducerRecord<>(
                  "many-c", 0, "k", "{\"id\":12}")));
      assertThat(reads.read(selection, first.position()).rows())
          .containsExactlyInAnyOrder("many-a|10", "many-a|11", "many-c|12");
    }
  }

  @Test
  void aMissingTopicIsNamed() throws Exception {
    try (Reads reads = new Reads("bounded-there", 1, Map.of())) {
      assertThatThrownBy(() -> reads.source.describe(reads.selection("not-there", List.of())))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("KAFKA_TOPIC_NOT_FOUND"));
    }
  }

  @Test
  void boundsOfTheManifestHold() throws Exception {
    try (Reads reads = new Reads("bounded-bounds", 2, Map.of())) {
      reads.ids(0, 0, 100);
      reads.ids(1, 100, 110);
      reads.options.put("max_records", 20L);
      Reads.Result some = reads.read(null);
      assertThat(some.read()).isEqualTo(20);
      assertThat(some.complete()).isTrue();
      Reads.Result more = reads.read(some.position());
      assertThat(more.read()).isEqualTo(20);
      reads.options.remove("max_records");
      Reads.Result rest = reads.read(more.position());
      assertThat(rest.read()).isEqualTo(70);
      reads.options.put("end_offsets", Map.of("0", "7", "1", "3"));
      assertThat(reads.read(null).column(0))
          .isEqualTo(
              LongStream.concat(LongStream.range(0, 7), LongStream.range(100, 103))
                  .mapToObj(String::valueOf)
                  .sorted()
                  .toList());
      reads.options.put("start_from", "offsets");
      reads.options.put("start_offsets", Map.of("0", "5", reads.topic + ":1", "2"));
      assertThat(reads.read(null).column(0)).containsExactly("102", "5", "6");
    }
  }

  @Test
  void aTimeWindowIsCutByTheFirstRecordNotBefore() throws Exception {
    try (Reads reads = new Reads("bounded-window", 1, Map.of("retention.ms", "-1"))) {
      reads.send(p -> {
        for (int i = 0; i < 10; i++) {
          p.send(
              new org.apache.kafka.clients.producer.ProducerRecord<>(
                  reads.topic, 0, 1_700_000_000_000L + i * 1000, "k", "{\"id\":" + i + "}"));
        }
      });
      reads.options.put("start_from", "timestamp");
      reads.options.put("start_time", "2023-11-14T22:13:23Z");
      reads.options.put("end_time", "2023-11-14T22:13:26Z");
      assertThat(reads.read(null).column(0)).containsExactly("3", "4", "5");
    }
  }

  @Test
  void aBackfillGoesInPartsToTheEndThatItHadAtFirst() throws Exception {
    try (Reads reads = new Reads("bounded-backfill", 2, Map.of())) {
      reads.ids(0, 0, 60);
      reads.ids(1, 60, 100);
      reads.mode = ReadMode.FROM_POSITION;
      reads.chunkRows = 30;
      Reads.Result part = reads.read(null);
      assertThat(part.complete()).isFalse();
      long read = part.read();
      reads.ids(0, 1000, 1010);
      for (int i = 0; i < 10 && !part.complete(); i++) {
        part = reads.read(part.position());
        read += part.read();
      }
      assertThat(part.complete()).isTrue();
      assertThat(read).isEqualTo(100);
      assertThat(reads.read(part.position()).column(0)).isEqualTo(ids(1000, 1010));
    }
  }

  @Test
  void aLargePartitionIsReadByTwo() throws Exception {
    try (Reads reads = new Reads("bounded-large", 1, Map.of())) {
      reads.ids(0, 0, 120_000);
      Reads.Result result = reads.read(null);
      assertThat(result.splits()).hasSize(2);
      assertThat(result.read()).isEqualTo(120_000);
      assertThat(result.rows().stream().distinct().count()).isEqualTo(120_000);
      assertThat(result.position().display()).isEqualTo("bounded-large {0=120000}");
    }
  }

  @Test
  void theGroupHearsOfTheOffsetsAndMayDecideTheStart() throws Exception {
    try (Reads reads = new Reads("bounded-group", 1, Map.of())) {
      reads.ids(0, 0, 10);
      reads.options.put("group_id", "g1");
      Reads.Result first = reads.read(null);
      assertThat(reads.admin.listConsumerGroupOffsets("g1").partitionsToOffsetAndMetadata().get())
          .isEmpty();
      reads.source.acknowledge(first.position());
      assertThat(
              reads
                  .admin
                  .listConsumerGroupOffsets("g1")
                  .partitionsToOffsetAndMetadata()
                  .get()
                  .get(new TopicPartition(reads.topic, 0))
                  .offset())
          .isEqualTo(10);
      reads.ids(0, 10, 15);
      reads.options.put("offsets", "group");
      assertThat(reads.read(null).column(0)).isEqualTo(ids(10, 15));
    }
  }

  @Test
  void tombstonesKeysAndPoison() throws Exception {
    try (Reads reads = new Reads("bounded-poison", 1, Map.of())) {
      reads.send(p -> {
        p.send(reads.record(0, "a", "{\"id\":1}"));
        p.send(reads.record(0, "b", null));
        p.send(reads.record(0, null, "{\"id\":2}"));
        p.send(reads.record(0, "d", "no json"));
      });
      reads.options.put("key_as", "text");
      List<String> columns = List.of("_offset", "_key", "_tombstone", "id");
      assertThatThrownBy(() -> reads.read(null, columns))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> assertThat(e.oneLine()).contains("FORMAT_VALUE_WRONG_TYPE").contains("@3"));
      reads.options.put("poison", "reject");
      reads.context.maxRejects = 10;
      Reads.Result result = reads.read(null, columns);
      assertThat(result.rows()).containsExactly("0|a|0|1", "1|b|1|null", "2|null|0|2");
      assertThat(result.read()).isEqualTo(4);
      assertThat(result.rejected()).isEqualTo(1);
      reads.options.put("tombstones", "filter");
      reads.options.put("poison", "dead_letter");
      reads.options.put("dead_letter_topic", "bounded-dead");
      reads.create("bounded-dead", 1, Map.of());
      Reads.Result filtered = reads.read(null, columns);
      assertThat(filtered.rows()).containsExactly("0|a|0|1", "2|null|0|2");
      assertThat(filtered.filtered()).isEqualTo(1);
      assertThat(filtered.rejected()).isEqualTo(1);
      reads.options =
          new HashMap<>(
              Map.of(
                  "metadata",
                  List.of("key", "headers"),
                  "key_as",
                  "text",
                  "value",
                  Map.of("columns", List.of(Map.of("name", "x", "type", "int64"))),
                  "poison",
                  "reject"));
      assertThat(reads.source.describe(reads.selection("bounded-dead", List.of())).estimatedRows())
          .isEqualTo(1);
    }
  }
}
