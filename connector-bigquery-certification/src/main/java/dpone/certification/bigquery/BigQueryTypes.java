package dpone.certification.bigquery;

import dpone.certify.kit.ArrivingTypes;
import dpone.certify.kit.TestRow;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows of every logical type, rendered by the reference engine.
 *
 * @param client asks the double
 */
record BigQueryTypes(Client client) implements ArrivingTypes {
  private static final List<TypeCells> ALL = TypeCells.all();

  private static int most() {
    return ALL.stream().mapToInt(cells -> cells.values().size()).max().orElse(0);
  }

  @Override
  public List<Field> fields() {
    List<Field> fields = new ArrayList<>();
    for (int i = 0; i < ALL.size(); i++) {
      fields.add(new Field("v" + i, ALL.get(i).type(), true, ""));
    }
    return fields;
  }

  /** A row more than there are values: nulls. */
  @Override
  public void write(ColumnBatch batch) {
    for (int row = 0; row <= most(); row++) {
      batch.longs(0).append(row + 1L);
      for (int i = 0; i < ALL.size(); i++) {
        TypeCells cells = ALL.get(i);
        if (row < cells.values().size()) {
          cells.values().get(row).to(batch.column(i + 1));
        } else {
          batch.column(i + 1).appendNull();
        }
      }
      batch.endRow();
    }
  }

  @Override
  public List<TestRow> expected() {
    List<TestRow> rows = new ArrayList<>();
    for (int row = 0; row <= most(); row++) {
      List<@Nullable String> cells = new ArrayList<>();
      cells.add(Integer.toString(row + 1));
      for (TypeCells each : ALL) {
        cells.add(row < each.values().size() ? each.values().get(row).text() : each.none());
      }
      rows.add(new TestRow(cells));
    }
    return rows;
  }

  @Override
  public List<TestRow> texts(String target) throws IOException {
    String cells =
        fields().stream()
            .map(f -> TypeCells.rendered(f.type(), CanonicalText.quoted(f.name())))
            .collect(Collectors.joining(", "));
    return client
        .rows(
            "SELECT CAST(id AS STRING), "
                + cells
                + " FROM "
                + client.table(target)
                + " ORDER BY id")
        .stream()
        .map(TestRow::new)
        .toList();
  }

  @Override
  public List<DataType> refused() {
    return List.of(
        new DataType.Decimal(76, 20), new DataType.Array(new DataType.Array(new DataType.Int(64))));
  }
}
