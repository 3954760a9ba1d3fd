package dpone.certification.kafka;

import dpone.certify.kit.LogTables;
import dpone.certify.kit.TestTable;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/**
 * A transaction that is taken back, in every partition, and then one without records of its own.
 */
record KafkaLogTables(TopicClient topics, KafkaSourceTables source) implements LogTables {
  @Override
  public void gap(TestTable table) {
    byte[] aborted = "{\"aborted\":".getBytes(StandardCharsets.UTF_8);
    try (Producer<byte[], byte[]> producer =
        topics.producer(
            Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, "certify-" + UUID.randomUUID()))) {
      producer.initTransactions();
      producer.beginTransaction();
      for (int partition = 0; partition < TopicClient.PARTITIONS; partition++) {
        for (int i = 0; i < 5; i++) {
          Future<RecordMetadata> unused =
              producer.send(
                  new ProducerRecord<>(KafkaSourceTables.name(table), partition, aborted, aborted));
        }
      }
      producer.flush();
      producer.abortTransaction();
    }
  }

  /** A stream says it and not the source, so that its tables tell it. */
  @Override
  public Map<String, Object> cut(int rows) {
    source.cut(rows);
    return Map.of();
  }
}
