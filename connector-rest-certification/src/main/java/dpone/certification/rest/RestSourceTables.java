package dpone.certification.rest;

import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tables of the double, read by page number, from a moment on where the position says so. */
final class RestSourceTables implements SourceTables {
  private static final int PAGE = 1000;

  /** The kit's cursor: a whole number, second in every table. */
  private static final int CURSOR = 1;

  private final ApiDouble api;
  private final Map<String, TestTable> made = new HashMap<>();
  private final Map<String, List<TestTable.Column>> added = new HashMap<>();

  RestSourceTables(ApiDouble api) {
    this.api = api;
  }

  @Override
  public String create(TestTable table) {
    api.tables().create(table.name());
    made.put(table.name(), table);
    added.remove(table.name());
    return table.name();
  }

  @Override
  public Map<String, Object> streamOptions(TestTable table) {
    List<Map<String, Object>> columns = new ArrayList<>();
    table.columns().forEach(column -> columns.add(column(column)));
    for (TestTable.Column column : added.getOrDefault(table.name(), List.of())) {
      if (table.columns().stream().noneMatch(c -> c.name().equals(column.name()))) {
        columns.add(column(column));
      }
    }
    Map<String, Object> options = new LinkedHashMap<>();
    options.put("path", "page/" + table.name());
    options.put("params", Map.of("since", "{since}"));
    options.put("records_path", "/data");
    options.put("schema", columns);
    options.put("primary_key", table.key());
    options.put(
        "pagination", Map.of("type", "page", "limit", PAGE, "total", "header:X-Total-Count"));
    return options;
  }

  private static Map<String, Object> column(TestTable.Column column) {
    return Map.of(
        "name", column.name(), "type", column.type().text(), "nullable", column.nullable());
  }

  @Override
  public void insert(TestTable table, List<TestRow> rows) {
    api.tables().add(table.name(), rows.stream().map(row -> item(table, row)).toList());
  }

  @Override
  public void update(TestTable table, List<TestRow> rows) {
    api.tables().replace(table.name(), rows.stream().map(row -> item(table, row)).toList());
  }

  @Override
  public void delete(TestTable table, List<TestRow> rows) {
    Set<Long> keys = rows.stream().map(row -> key(table, row)).collect(Collectors.toSet());
    api.tables().remove(table.name(), item -> keys.contains(item.key()));
  }

  @Override
  public void addColumn(TestTable table, TestTable.Column column) {
    added.computeIfAbsent(table.name(), name -> new ArrayList<>()).add(column);
  }

  /** A row of a table that was made. */
  Item item(String table, TestRow row) {
    TestTable known = made.get(table);
    if (known == null) {
      throw new IllegalArgumentException("no table " + table);
    }
    return item(known, row);
  }

  private static Item item(TestTable table, TestRow row) {
    return new Item(
        new String(CanonicalJson.value(table, row), StandardCharsets.UTF_8),
        key(table, row),
        Long.parseLong(String.valueOf(row.cell(CURSOR))));
  }

  /** A row by its item. */
  TestRow row(String table, Item item) {
    TestTable known = made.get(table);
    if (known == null) {
      throw new IllegalArgumentException("no table " + table);
    }
    return CanonicalJson.key(known, item.key());
  }

  private static long key(TestTable table, TestRow row) {
    return Long.parseLong(String.valueOf(row.cell(table.index(table.key().getFirst()))));
  }
}
