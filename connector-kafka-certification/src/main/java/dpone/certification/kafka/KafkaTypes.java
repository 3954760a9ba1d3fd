package dpone.certification.kafka;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TypeSample;
import dpone.certify.kit.TypeTables;
import dpone.certify.kit.json.JsonSamples;
import dpone.certify.kit.json.LogicalTypes;
import dpone.certify.kit.json.RenderedJson;
import dpone.spi.type.DataType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Topics of JSON whose values are written letter by letter and read by another parser. */
record KafkaTypes(TopicClient topics) implements TypeTables {
  private static final String ID = "id";
  private static final String REFUSED = "refused";
  private static final Map<String, String> UNREADABLE =
      Map.of("map<array<int64>,string>", "refused_lists", "map<json,string>", "refused_json");

  @Override
  public List<TypeSample> samples() {
    return JsonSamples.samples();
  }

  @Override
  public String create(String name, List<TypeSample> samples)
      throws ExecutionException, InterruptedException {
    String topic = KafkaSystem.SOURCE + name;
    topics.create(topic, Map.of("retention.ms", "-1"));
    int rows = samples.stream().mapToInt(sample -> sample.values().size()).max().orElse(0);
    List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
    for (int row = 0; row <= rows; row++) {
      StringJoiner object = new StringJoiner(",", "{\"id\":" + (row + 1) + ",", "}");
      for (TypeSample sample : samples) {
        String value = row < sample.values().size() ? sample.values().get(row) : "null";
        object.add("\"" + sample.column() + "\":" + value);
      }
      records.add(
          new ProducerRecord<>(topic, null, object.toString().getBytes(StandardCharsets.UTF_8)));
    }
    topics.send(records);
    return topic;
  }

  @Override
  public Map<String, Object> streamOptions(String place, List<TypeSample> samples) {
    List<Map<String, Object>> columns = new ArrayList<>();
    columns.add(Map.of("name", ID, "type", "int64", "nullable", false));
    samples.forEach(
        sample -> columns.add(Map.of("name", sample.column(), "type", sample.nativeType())));
    UNREADABLE.forEach((type, topic) -> {
      if (place.equals(KafkaSystem.SOURCE + topic)) {
        columns.add(Map.of("name", REFUSED, "type", type));
      }
    });
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("value", Map.of("format", "json", "columns", columns));
    options.put("metadata", List.of());
    return options;
  }

  @Override
  public List<TestRow> texts(String place, List<TypeSample> samples)
      throws IOException, ExecutionException, InterruptedException {
    return values(
        place,
        samples,
        samples.stream().map(sample -> LogicalTypes.of(sample.nativeType())).toList());
  }

  @Override
  public List<TestRow> values(String stream, List<TypeSample> samples, List<DataType> types)
      throws IOException, ExecutionException, InterruptedException {
    Map<String, DataType> byName = new LinkedHashMap<>();
    byName.put(ID, new DataType.Int(64));
    for (int i = 0; i < types.size(); i++) {
      byName.put(samples.get(i).column(), types.get(i));
    }
    List<TestRow> rows = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : topics.committed(stream)) {
      Map<String, @Nullable String> fields = RenderedJson.object(record.value(), byName);
      List<@Nullable String> cells = new ArrayList<>();
      byName.keySet().forEach(name -> cells.add(fields.get(name)));
      rows.add(new TestRow(cells));
    }
    rows.sort(Comparator.comparingLong(row -> Long.parseLong(String.valueOf(row.cell(0)))));
    return rows;
  }

  @Override
  public Map<String, Refused> refused() throws ExecutionException, InterruptedException {
    Map<String, Refused> refused = new LinkedHashMap<>();
    for (Map.Entry<String, String> each : UNREADABLE.entrySet()) {
      String topic = KafkaSystem.SOURCE + each.getValue();
      topics.create(topic, Map.of());
      refused.put(each.getKey(), new Refused(topic, ""));
    }
    return refused;
  }
}
