package dpone.certification.rest;

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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** Records of JSON whose values are written letter by letter and read by another parser. */
record RestTypes(ApiDouble api) implements TypeTables {
  private static final String ID = "id";
  private static final String REFUSED = "refused";
  private static final Map<String, String> UNREADABLE =
      Map.of("map<array<int64>,string>", "refused_lists", "map<json,string>", "refused_json");

  @Override
  public List<TypeSample> samples() {
    return JsonSamples.samples();
  }

  @Override
  public String create(String name, List<TypeSample> samples) {
    api.tables().create(name);
    int rows = samples.stream().mapToInt(sample -> sample.values().size()).max().orElse(0);
    List<Item> items = new ArrayList<>();
    for (int row = 0; row <= rows; row++) {
      StringJoiner object = new StringJoiner(",", "{\"id\":" + (row + 1) + ",", "}");
      for (TypeSample sample : samples) {
        String value = row < sample.values().size() ? sample.values().get(row) : "null";
        object.add("\"" + sample.column() + "\":" + value);
      }
      items.add(new Item(object.toString(), row + 1L, row + 1L));
    }
    api.tables().add(name, items);
    return name;
  }

  @Override
  public Map<String, Object> streamOptions(String place, List<TypeSample> samples) {
    List<Map<String, Object>> columns = new ArrayList<>();
    columns.add(Map.of("name", ID, "type", "int64", "nullable", false));
    samples.forEach(
        sample -> columns.add(Map.of("name", sample.column(), "type", sample.nativeType())));
    UNREADABLE.forEach((type, table) -> {
      if (place.equals(table)) {
        columns.add(Map.of("name", REFUSED, "type", type));
      }
    });
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("path", "page/" + place);
    options.put("records_path", "/data");
    options.put("schema", columns);
    options.put("pagination", Map.of("type", "page", "total", "/meta/total"));
    return options;
  }

  @Override
  public List<TestRow> texts(String place, List<TypeSample> samples) throws IOException {
    return values(
        place,
        samples,
        samples.stream().map(sample -> LogicalTypes.of(sample.nativeType())).toList());
  }

  @Override
  public List<TestRow> values(String stream, List<TypeSample> samples, List<DataType> types)
      throws IOException {
    Map<String, DataType> byName = new LinkedHashMap<>();
    byName.put(ID, new DataType.Int(64));
    for (int i = 0; i < types.size(); i++) {
      byName.put(samples.get(i).column(), types.get(i));
    }
    List<TestRow> rows = new ArrayList<>();
    for (Item item : api.tables().list(stream)) {
      Map<String, @Nullable String> fields =
          RenderedJson.object(item.json().getBytes(StandardCharsets.UTF_8), byName);
      List<@Nullable String> cells = new ArrayList<>();
      byName.keySet().forEach(name -> cells.add(fields.get(name)));
      rows.add(new TestRow(cells));
    }
    return rows;
  }

  @Override
  public Map<String, Refused> refused() {
    Map<String, Refused> refused = new LinkedHashMap<>();
    UNREADABLE.forEach((type, table) -> {
      api.tables().create(table);
      refused.put(type, new Refused(table, ""));
    });
    return refused;
  }
}
