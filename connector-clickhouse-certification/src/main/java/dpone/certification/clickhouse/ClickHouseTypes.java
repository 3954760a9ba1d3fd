package dpone.certification.clickhouse;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TypeSample;
import dpone.certify.kit.TypeTables;
import dpone.spi.type.DataType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** The server's types, with values that are expressions of its SQL. */
record ClickHouseTypes(Client client) implements TypeTables {
  @Override
  public List<TypeSample> samples() {
    return TypeValues.samples();
  }

  @Override
  public String create(String name, List<TypeSample> samples) throws IOException {
    String stream = ClickHouseSystem.SOURCE + "." + name;
    client.run("DROP TABLE IF EXISTS " + stream + " SYNC");
    StringJoiner columns = new StringJoiner(", ", "id Int64, ", "");
    int rows = 0;
    for (TypeSample sample : samples) {
      columns.add(CanonicalText.quoted(sample.column()) + " " + TypeValues.declared(sample));
      rows = Math.max(rows, sample.values().size());
    }
    client.run(
        "CREATE TABLE "
            + stream
            + " ("
            + columns
            + ") ENGINE = MergeTree ORDER BY id SETTINGS flatten_nested = 0");
    StringJoiner values =
        new StringJoiner(
            ", ", "INSERT INTO " + stream + " SETTINGS max_query_size = 0 VALUES ", "");
    for (int row = 0; row <= rows; row++) {
      StringJoiner cells = new StringJoiner(", ", "(" + (row + 1) + ", ", ")");
      for (TypeSample sample : samples) {
        List<String> given = sample.values();
        // A row more than there are values: nulls, and whatever stands where there can be none.
        cells.add(row < given.size() ? given.get(row) : TypeValues.none(sample));
      }
      values.add(cells.toString());
    }
    client.run(values.toString());
    return stream;
  }

  @Override
  public List<TestRow> texts(String place, List<TypeSample> samples) throws IOException {
    boolean source = place.startsWith(ClickHouseSystem.SOURCE);
    List<String> cells = new ArrayList<>();
    for (TypeSample sample : samples) {
      cells.add(text(sample, source));
    }
    return read(place, cells);
  }

  private static String text(TypeSample sample, boolean source) {
    String column = CanonicalText.quoted(sample.column());
    return switch (TypeValues.rendering(sample)) {
      case TEXT -> "toString(" + column + ")";
      case PADDED -> "unhex(hex(" + column + "))";
      case FLOAT -> CanonicalText.bits(32, "toFloat32(" + column + ")");
      case DOUBLE -> CanonicalText.bits(64, column);
      case INSTANT -> ticks(9, column);
      case WIDE_INSTANT -> CanonicalText.micros(column);
      case JSON ->
          source
              ? "if(isNull(" + column + "), NULL, toJSONString(" + column + "))"
              : "toString(" + column + ")";
    };
  }

  @Override
  public List<TestRow> values(String stream, List<TypeSample> samples, List<DataType> types)
      throws IOException {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < samples.size(); i++) {
      TypeSample sample = samples.get(i);
      TypeValues.Rendering rendering = TypeValues.rendering(sample);
      boolean rendered =
          rendering == TypeValues.Rendering.JSON || rendering == TypeValues.Rendering.PADDED;
      cells.add(
          rendered
              ? text(sample, true)
              : value(types.get(i), CanonicalText.quoted(sample.column())));
    }
    return read(stream, cells);
  }

  private List<TestRow> read(String place, List<String> cells) throws IOException {
    return client
        .rows(
            "SELECT toString(id), " + String.join(", ", cells) + " FROM " + place + " ORDER BY id")
        .stream()
        .map(TestRow::new)
        .toList();
  }

  private static String value(DataType type, String column) {
    return switch (type) {
      case DataType.Array array ->
          "concat('[', arrayStringConcat(arrayMap(x -> ifNull("
              + value(array.element(), "x")
              + ", 'null'), "
              + column
              + "), '|'), ']')";
      case DataType.Mapping map ->
          "concat('[', arrayStringConcat(arrayMap((k, v) -> concat('(', "
              + value(map.key(), "k")
              + ", '|', ifNull("
              + value(map.value(), "v")
              + ", 'null'), ')'), mapKeys("
              + column
              + "), mapValues("
              + column
              + ")), '|'), ']')";
      case DataType.Struct struct -> {
        StringJoiner fields = new StringJoiner(", '|', ", "concat('(', ", ", ')')");
        for (int i = 0; i < struct.fields().size(); i++) {
          fields.add(
              "ifNull("
                  + value(
                      struct.fields().get(i).type(),
                      "tupleElement(" + column + ", " + (i + 1) + ")")
                  + ", 'null')");
        }
        yield fields.toString();
      }
      case DataType.FloatingPoint floating ->
          CanonicalText.bits(
              floating.bits(), floating.bits() == 32 ? "toFloat32(" + column + ")" : column);
      case DataType.Date ignored -> "toString(toInt32(" + column + "))";
      case DataType.TimestampTz stamp ->
          stamp.precision() <= 6 ? CanonicalText.micros(column) : ticks(stamp.precision(), column);
      case DataType.Time time ->
          "toString(intDiv(toUnixTimestamp64Nano(toDateTime64(concat('1970-01-01 ', toString("
              + column
              + ")), 9, 'UTC')), "
              + (long) Math.pow(10, 9 - Math.max(time.precision(), 6))
              + "))";
      default -> CanonicalText.expression(type, column);
    };
  }

  private static String ticks(int precision, String column) {
    return "toString(intDiv(toUnixTimestamp64Nano(toDateTime64("
        + column
        + ", 9, 'UTC')), "
        + (long) Math.pow(10, 9 - precision)
        + "))";
  }

  @Override
  public Map<String, Refused> refused() throws IOException {
    String states = ClickHouseSystem.SOURCE + ".refused_states";
    client.run("DROP TABLE IF EXISTS " + states + " SYNC");
    client.run(
        "CREATE TABLE "
            + states
            + " (id Int64, refused AggregateFunction(uniq, UInt64)) ENGINE = MergeTree ORDER BY id");
    return Map.of(
        "AggregateFunction",
        new Refused(states, ""),
        "Array(AggregateFunction)",
        new Refused("asked", "SELECT 1 AS id, [uniqState(toUInt64(1))] AS refused"));
  }
}
