package dpone.connector.mssql.bulk;

import com.microsoft.sqlserver.jdbc.ISQLServerBulkData;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Rejects;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.payload.RowText;
import java.sql.Types;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one batch after the other, as the driver's bulk copy asks for them. One array is
 * shown for every row. Used by one thread; never serialized, whatever its interface extends.
 */
@SuppressWarnings("serial") // the interface extends Serializable; nothing ever writes it
public final class BulkRows implements ISQLServerBulkData {
  private static final long serialVersionUID = 1L;

  /** Code of a rejected row. */
  public static final String UNFIT = "MSSQL_VALUE_OUT_OF_RANGE";

  private record Part(String name, int jdbcType, int precision, int scale) {}

  private final transient List<CellEncoder> encoders = new ArrayList<>();
  private final transient List<Part> parts = new ArrayList<>();
  private final transient List<Field> fields;
  private final transient Rejects rejects;
  private final String stream;
  private final transient @Nullable Object[] out;
  private transient @Nullable ColumnBatch batch;
  private int row;
  private long rejected;

  /**
   * For the batches of a stream.
   *
   * @param fields its columns
   * @param rejects takes rows that have a cell which SQL Server has no value for
   */
  public BulkRows(String stream, List<Field> fields, Rejects rejects) {
    this.stream = stream;
    this.fields = List.copyOf(fields);
    this.rejects = rejects;
    for (int i = 0; i < fields.size(); i++) {
      StageColumn column = new StageColumn(i + 1, fields.get(i).type());
      encoders.add(Encoders.of(column, parts.size()));
      parts.add(part(column));
      if (column.overflows()) {
        parts.add(new Part(column.overflow(), Types.LONGVARBINARY, Integer.MAX_VALUE, 0));
      }
    }
    this.out = new @Nullable Object[parts.size()];
  }

  private static Part part(StageColumn column) {
    String name = column.name();
    return switch (column.form()) {
      case BIT -> new Part(name, Types.BIT, 1, 0);
      case INT -> new Part(name, Types.INTEGER, 10, 0);
      case BIGINT -> new Part(name, Types.BIGINT, 19, 0);
      case REAL -> new Part(name, Types.REAL, 24, 0);
      case FLOAT -> new Part(name, Types.DOUBLE, 53, 0);
      case DECIMAL -> decimal(name, (DataType.Decimal) column.type());
      case GUID -> new Part(name, Types.BINARY, 16, 0);
      case BYTES -> new Part(name, Types.VARBINARY, StageColumn.SHORT, 0);
    };
  }

  private static Part decimal(String name, DataType.Decimal type) {
    return new Part(name, Types.DECIMAL, type.precision(), type.scale());
  }

  /** Shows the rows of another batch. */
  public void batch(ColumnBatch next) {
    batch = next;
    row = -1;
    for (int i = 0; i < encoders.size(); i++) {
      encoders.get(i).batch(next.column(i));
    }
  }

  /** Rows rejected so far. */
  public long rejected() {
    return rejected;
  }

  /** Names of the stage's columns, in order. */
  public List<String> names() {
    return parts.stream().map(Part::name).toList();
  }

  @Override
  public boolean next() {
    ColumnBatch rows = java.util.Objects.requireNonNull(batch, "batch() first");
    while (++row < rows.rows()) {
      if (fill(rows)) {
        return true;
      }
    }
    return false;
  }

  private boolean fill(ColumnBatch rows) {
    for (int i = 0; i < encoders.size(); i++) {
      CellEncoder encoder = encoders.get(i);
      if (rows.column(i).isNull(row)) {
        encoder.putNull(out);
        continue;
      }
      try {
        encoder.put(row, out);
      } catch (UnfitCell unfit) {
        rejected++;
        rejects.reject(
            stream,
            fields.get(i).name(),
            "",
            UNFIT,
            String.valueOf(unfit.getMessage()),
            RowText.json(rows, row));
        return false;
      }
    }
    return true;
  }

  /** The row itself, good until {@link #next} is called again. */
  @Override
  public @Nullable Object[] getRowData() {
    return out;
  }

  @Override
  public Set<Integer> getColumnOrdinals() {
    Set<Integer> all = new LinkedHashSet<>();
    for (int i = 1; i <= parts.size(); i++) {
      all.add(i);
    }
    return all;
  }

  @Override
  public String getColumnName(int column) {
    return parts.get(column - 1).name();
  }

  @Override
  public int getColumnType(int column) {
    return parts.get(column - 1).jdbcType();
  }

  @Override
  public int getPrecision(int column) {
    return parts.get(column - 1).precision();
  }

  @Override
  public int getScale(int column) {
    return parts.get(column - 1).scale();
  }
}
