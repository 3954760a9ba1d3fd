package dpone.certification.kafka;

import dpone.certify.kit.SinkTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Topics that pipelines wrote, read by a plain consumer of committed records. */
record KafkaSinkTables(TopicClient topics) implements SinkTables {
  @Override
  public String target(String name) throws ExecutionException, InterruptedException {
    String target = KafkaSystem.TARGET + name;
    topics.drop(target);
    return target;
  }

  @Override
  public void create(TestTable table, String target, List<TestRow> rows)
      throws ExecutionException, InterruptedException {
    topics.create(target, Map.of("retention.ms", "-1"));
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (TestRow row : rows) {
      records.add(new ProducerRecord<>(target, null, CanonicalJson.value(table, row)));
    }
    topics.send(records);
  }

  @Override
  public List<TestRow> rows(TestTable table, String target)
      throws ExecutionException, InterruptedException, IOException {
    List<TestRow> unkeyed = new ArrayList<>();
    Map<String, TestRow> keyed = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : topics.committed(target)) {
      if (record.key() == null) {
        unkeyed.add(CanonicalJson.row(table, record.value()));
      } else if (record.value() == null) {
        keyed.remove(CanonicalJson.text(record.key()));
      } else {
        keyed.put(CanonicalJson.text(record.key()), CanonicalJson.row(table, record.value()));
      }
    }
    unkeyed.addAll(keyed.values());
    return unkeyed;
  }

  @Override
  public boolean exists(String target) throws ExecutionException, InterruptedException {
    return topics.exists(target);
  }
}
