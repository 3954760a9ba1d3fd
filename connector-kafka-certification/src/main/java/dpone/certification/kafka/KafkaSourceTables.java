package dpone.certification.kafka;

import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Topics that pipelines read: JSON, rows of one key in one partition. */
final class KafkaSourceTables implements SourceTables {
  private final TopicClient topics;
  private final Map<String, List<TestTable.Column>> added = new HashMap<>();
  private final Map<String, Integer> limits = new HashMap<>();
  private int limit;
  private boolean asksRegistry;

  KafkaSourceTables(TopicClient topics) {
    this.topics = topics;
  }

  @Override
  public String create(TestTable table) throws ExecutionException, InterruptedException {
    String name = name(table);
    topics.create(name, Map.of("retention.ms", "-1"));
    added.remove(table.name());
    limits.put(table.name(), limit);
    limit = 0;
    return name;
  }

  @Override
  public Map<String, Object> streamOptions(TestTable table) {
    List<Map<String, Object>> columns = new ArrayList<>();
    for (TestTable.Column column : table.columns()) {
      columns.add(column(column));
    }
    for (TestTable.Column column : added.getOrDefault(table.name(), List.of())) {
      if (table.columns().stream().noneMatch(c -> c.name().equals(column.name()))) {
        columns.add(column(column));
      }
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put(
        "value",
        asksRegistry
            ? Map.of("format", "json_schema")
            : Map.of("format", "json", "columns", columns));
    options.put("metadata", List.of());
    options.put("tombstones", "filter");
    int most = limits.getOrDefault(table.name(), 0);
    if (most > 0) {
      options.put("max_records", most);
    }
    return options;
  }

  private static Map<String, Object> column(TestTable.Column column) {
    return Map.of(
        "name", column.name(), "type", column.type().text(), "nullable", column.nullable());
  }

  @Override
  public void insert(TestTable table, List<TestRow> rows)
      throws ExecutionException, InterruptedException {
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (TestRow row : rows) {
      records.add(
          new ProducerRecord<>(
              name(table), CanonicalJson.key(table, row), CanonicalJson.value(table, row)));
    }
    topics.send(records);
  }

  @Override
  public void update(TestTable table, List<TestRow> rows)
      throws ExecutionException, InterruptedException {
    insert(table, rows);
  }

  @Override
  public void delete(TestTable table, List<TestRow> rows) {
    throw new UnsupportedOperationException("a log keeps its rows");
  }

  @Override
  public void addColumn(TestTable table, TestTable.Column column) {
    added.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(column);
  }

  /** Makes reads of the table that is made next take about so many rows. */
  void cut(int rows) {
    limit = rows;
  }

  /** From now on streams ask the schema registry for their columns. */
  void askRegistry(boolean asks) {
    asksRegistry = asks;
  }

  static String name(TestTable table) {
    return KafkaSystem.SOURCE + table.name();
  }
}
