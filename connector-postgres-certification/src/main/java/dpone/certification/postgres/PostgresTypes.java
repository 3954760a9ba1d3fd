package dpone.certification.postgres;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TypeSample;
import dpone.certify.kit.TypeTables;
import dpone.spi.type.DataType;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Tables of the server's own types, in the server's own text. */
record PostgresTypes(Connection connection) implements TypeTables {
  /** How a type of the connector's table is declared where its name there is not a declaration. */
  private static final Map<String, String> DECLARED =
      Map.ofEntries(
          Map.entry("an enum", PostgresSystem.SOURCE + ".mood"),
          Map.entry("an array of an enum", PostgresSystem.SOURCE + ".mood[]"),
          Map.entry("a composite", PostgresSystem.SOURCE + ".pair"),
          Map.entry("a range", PostgresSystem.SOURCE + ".span"),
          Map.entry("a domain over integer", PostgresSystem.SOURCE + ".whole"),
          // One that has no binary form.
          Map.entry("another type of an extension", "seg"),
          Map.entry("bit", "bit(5)"),
          Map.entry("varbit", "varbit(70)"));

  @Override
  public List<TypeSample> samples() {
    return TypeValues.all();
  }

  @Override
  public String create(String name, List<TypeSample> samples) throws SQLException {
    String table = PostgresSystem.SOURCE + "." + name;
    Statements.run(connection, "DROP TABLE IF EXISTS " + table);
    for (String extension : List.of("citext", "hstore", "seg")) {
      Statements.run(connection, "CREATE EXTENSION IF NOT EXISTS " + extension);
    }
    make("TYPE", "mood", "ENUM ('a', 'ünï ''q\"', '')");
    make("TYPE", "pair", "(n int, t text)");
    make("TYPE", "span", "RANGE (subtype = float8, subtype_diff = float8mi)");
    make("DOMAIN", "whole", "integer");
    String columns =
        samples.stream().map(s -> s.column() + " " + declared(s)).collect(Collectors.joining(", "));
    Statements.run(
        connection, "CREATE TABLE " + table + " (id bigint PRIMARY KEY, " + columns + ")");
    int rows = samples.stream().mapToInt(s -> s.values().size()).max().orElse(0) + 1;
    String marks =
        samples.stream()
            .map(s -> "CAST(? AS " + declared(s) + ")")
            .collect(Collectors.joining(", "));
    try (PreparedStatement insert =
        connection.prepareStatement("INSERT INTO " + table + " VALUES (?, " + marks + ")")) {
      for (int row = 0; row < rows; row++) {
        insert.setLong(1, row + 1L);
        for (int i = 0; i < samples.size(); i++) {
          List<String> values = samples.get(i).values();
          insert.setString(i + 2, row < values.size() ? values.get(row) : null);
        }
        insert.executeUpdate();
      }
    }
    Statements.run(connection, "ANALYZE " + table);
    return table;
  }

  private void make(String kind, String name, String definition) throws SQLException {
    String type = PostgresSystem.SOURCE + "." + name;
    try (PreparedStatement query = connection.prepareStatement("SELECT to_regtype(?) IS NULL")) {
      query.setString(1, type);
      try (ResultSet absent = query.executeQuery()) {
        if (absent.next() && absent.getBoolean(1)) {
          Statements.run(connection, "CREATE " + kind + " " + type + " AS " + definition);
        }
      }
    }
  }

  private static String declared(TypeSample sample) {
    return DECLARED.getOrDefault(sample.nativeType(), sample.nativeType());
  }

  @Override
  public List<TestRow> texts(String place, List<TypeSample> samples) throws SQLException {
    return rows(place, samples.stream().map(PostgresTypes::text).toList());
  }

  @Override
  public List<TestRow> values(String stream, List<TypeSample> samples, List<DataType> types)
      throws SQLException {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      cells.add(value(types.get(i), samples.get(i)));
    }
    return rows(stream, cells);
  }

  /** The server's text; of a character(n) by its output function, since a cast takes the blanks. */
  private static String text(TypeSample sample) {
    String column = sample.column();
    return sample.nativeType().startsWith("character(")
        ? "CASE WHEN " + column + " IS NOT NULL THEN format('%s', " + column + ") END"
        : column + "::text";
  }

  private static String value(DataType type, TypeSample sample) {
    String v = sample.column();
    return switch (type) {
      case DataType.Bool ignored -> "CASE " + v + " WHEN true THEN 't' WHEN false THEN 'f' END";
      case DataType.FloatingPoint floating ->
          "encode(float" + floating.bits() / 8 + "send(" + v + "), 'hex')";
      case DataType.Decimal ignored -> "trim_scale(" + v + "::numeric)::text";
      case DataType.AnyDecimal ignored -> "trim_scale(" + v + "::numeric)::text";
      case DataType.Bytes ignored -> "encode(" + v + ", 'hex')";
      case DataType.Date ignored -> finite(v, "(" + v + " - date '1970-01-01')::text");
      case DataType.Time ignored -> micros(v);
      case DataType.Timestamp ignored -> finite(v, micros(v));
      case DataType.TimestampTz ignored -> finite(v, micros(v));
      case DataType.Interval ignored ->
          "trunc(extract(year FROM %1$s) * 12 + extract(month FROM %1$s)) || ' ' ||".formatted(v)
              + " trunc(extract(day FROM %1$s)) || ' ' ||".formatted(v)
              + " trunc(extract(hour FROM %1$s) * 3600000000 + extract(minute FROM %1$s) * 60000000"
                  .formatted(v)
              + " + extract(microseconds FROM %1$s))".formatted(v);
      case DataType.Array list -> array(list.element(), v);
      case DataType other -> text(sample);
    };
  }

  private static String array(DataType element, String v) {
    String texts =
        element instanceof DataType.AnyDecimal
            ? "ARRAY(SELECT trim_scale(e::numeric)::text FROM unnest("
                + v
                + ") WITH ORDINALITY AS u(e, n) ORDER BY n)"
            : v + "::text[]";
    return "CASE WHEN %s IS NOT NULL THEN '[' || array_to_string(%s, '|', 'null') || ']' END"
        .formatted(v, texts);
  }

  private static String finite(String v, String expression) {
    return "CASE WHEN isfinite("
        + v
        + ") THEN "
        + expression
        + " WHEN "
        + v
        + " = 'infinity' THEN 'Infinity' WHEN "
        + v
        + " = '-infinity' THEN '-Infinity' END";
  }

  private static String micros(String v) {
    return "trunc(extract(epoch FROM " + v + ") * 1000000)::text";
  }

  private List<TestRow> rows(String place, List<String> cells) throws SQLException {
    List<TestRow> rows = new ArrayList<>();
    String sql = "SELECT id::text, " + String.join(", ", cells) + " FROM " + place + " ORDER BY id";
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        List<@Nullable String> row = new ArrayList<>();
        for (int i = 1; i <= cells.size() + 1; i++) {
          row.add(result.getString(i));
        }
        rows.add(new TestRow(row));
      }
    }
    return Collections.unmodifiableList(rows);
  }

  @Override
  public Map<String, Refused> refused() {
    return Map.of(
        "record", new Refused("unmapped", "SELECT 1 AS id, ROW(1, 'a'::text) AS refused"));
  }
}
