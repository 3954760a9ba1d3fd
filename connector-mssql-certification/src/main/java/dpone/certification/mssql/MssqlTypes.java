package dpone.certification.mssql;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TypeSample;
import dpone.certify.kit.TypeTables;
import dpone.spi.type.DataType;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The server's types, with values that are literals of its SQL. */
record MssqlTypes(Client client) implements TypeTables {
  @Override
  public List<TypeSample> samples() {
    return TypeValues.samples();
  }

  @Override
  public String create(String name, List<TypeSample> samples) throws SQLException {
    String stream = MssqlSystem.SOURCE + "." + name;
    client.drop(stream);
    StringJoiner columns = new StringJoiner(", ", "id bigint PRIMARY KEY, ", "");
    List<TypeSample> given = new ArrayList<>();
    int rows = 0;
    for (TypeSample sample : samples) {
      columns.add(CanonicalText.quoted(sample.column()) + " " + sample.nativeType());
      rows = Math.max(rows, sample.values().size());
      if (!TypeValues.generated(sample)) {
        given.add(sample);
      }
    }
    client.run("CREATE TABLE " + stream + " (" + columns + ")");
    StringJoiner names = new StringJoiner(", ", "id, ", "");
    given.forEach(sample -> names.add(CanonicalText.quoted(sample.column())));
    for (int row = 0; row <= rows; row++) {
      StringJoiner cells = new StringJoiner(", ", "(" + (row + 1) + ", ", ")");
      for (TypeSample sample : given) {
        cells.add(row < sample.values().size() ? sample.values().get(row) : "NULL");
      }
      client.run("INSERT INTO " + stream + " (" + names + ") VALUES " + cells);
    }
    return stream;
  }

  @Override
  public List<TestRow> texts(String place, List<TypeSample> samples) throws SQLException {
    boolean source = place.startsWith(MssqlSystem.SOURCE);
    List<TestRow> rows = new ArrayList<>();
    for (List<@Nullable Object> row : read(place, samples, source)) {
      List<@Nullable String> cells = new ArrayList<>();
      cells.add(String.valueOf(row.getFirst()));
      for (int i = 1; i < row.size(); i++) {
        cells.add(TypeValues.text(samples.get(i - 1), row.get(i)));
      }
      rows.add(new TestRow(cells));
    }
    return rows;
  }

  @Override
  public List<TestRow> values(String stream, List<TypeSample> samples, List<DataType> types)
      throws SQLException {
    List<TestRow> rows = new ArrayList<>();
    for (List<@Nullable Object> row : read(stream, samples, true)) {
      List<@Nullable String> cells = new ArrayList<>();
      cells.add(String.valueOf(row.getFirst()));
      for (int i = 1; i < row.size(); i++) {
        cells.add(TypeValues.value(samples.get(i - 1), types.get(i - 1), row.get(i)));
      }
      rows.add(new TestRow(cells));
    }
    return rows;
  }

  private List<List<@Nullable Object>> read(String place, List<TypeSample> samples, boolean source)
      throws SQLException {
    StringJoiner cells = new StringJoiner(", ", "SELECT id, ", " FROM " + place + " ORDER BY id");
    for (TypeSample sample : samples) {
      String column = CanonicalText.quoted(sample.column());
      cells.add(source ? TypeValues.expression(sample, column) : column);
    }
    return client.rows(cells.toString());
  }

  @Override
  public Map<String, Refused> refused() throws SQLException {
    String variants = MssqlSystem.SOURCE + ".refused_variants";
    client.drop(variants);
    client.run("CREATE TABLE " + variants + " (id bigint PRIMARY KEY, refused sql_variant)");
    String vectors = MssqlSystem.SOURCE + ".refused_vectors";
    client.drop(vectors);
    client.run("CREATE TABLE " + vectors + " (id bigint PRIMARY KEY, refused vector(3))");
    return Map.of("sql_variant", new Refused(variants, ""), "vector", new Refused(vectors, ""));
  }
}
