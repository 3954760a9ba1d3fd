package dpone.connector.mssql.cdc;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.source.RowDecoder;
import dpone.connector.mssql.source.UnfitCell;
import dpone.spi.batch.Column;
import dpone.spi.error.Place;
import dpone.spi.type.Field;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Changes as the rows of a statement come, over a session of its own. */
final class SqlCursor implements ChangeCursor {
  private final MsSession session;
  private final String stream;
  private final Heading heading;
  private final List<@Nullable Field> fields;
  private final int[] places;
  private final RowDecoder decoder;
  private final MsSession.Streaming result;
  private @Nullable ChangePoint point;
  private boolean ended;

  /** What stands in front of the cells of a row. */
  interface Heading {
    /** How many columns of the select list it is. */
    int columns();

    /** Where the change is. */
    ChangePoint point(ResultSet row, @Nullable ChangePoint before) throws SQLException;

    /** Whether an update changed a column; the column by its place in the instance. */
    boolean changed(ResultSet row, int column) throws SQLException;
  }

  /**
   * Runs the statement.
   *
   * @param session closed with the cursor
   * @param fields of each column of the instance what it is read as; null where it is not selected
   */
  SqlCursor(
      MsSession session,
      String stream,
      Heading heading,
      List<@Nullable Field> fields,
      RowDecoder decoder,
      String sql,
      Object... parameters) {
    this.session = session;
    this.stream = stream;
    this.heading = heading;
    this.fields = fields;
    this.decoder = decoder;
    this.places = new int[fields.size()];
    int at = heading.columns();
    for (int i = 0; i < places.length; i++) {
      places[i] = fields.get(i) == null ? -1 : ++at;
    }
    try {
      this.result = session.stream(sql, parameters);
    } catch (RuntimeException | Error failure) {
      session.close();
      throw failure;
    }
  }

  /** The heading of change data capture: place, image and mask. */
  static final class CdcHeading implements Heading {
    private byte @Nullable [] mask;

    @Override
    public int columns() {
      return 4;
    }

    @Override
    public ChangePoint point(ResultSet row, @Nullable ChangePoint before) throws SQLException {
      Lsn lsn = Lsn.of(row.getBytes(1));
      ChangePoint point = new ChangePoint(lsn, Lsn.of(row.getBytes(2)), row.getInt(3));
      mask = row.getBytes(4);
      return point;
    }

    /** The first column is the lowest bit of the last byte. */
    @Override
    public boolean changed(ResultSet row, int column) {
      byte[] bits = mask;
      int at = bits == null ? -1 : bits.length - 1 - column / 8;
      return bits != null && at >= 0 && (bits[at] & (1 << (column % 8))) != 0;
    }
  }

  /**
   * The heading of change tracking: version and kind. Rows of one version are numbered as they
   * come.
   */
  static final class TrackingHeading implements Heading {
    @Override
    public int columns() {
      return 2;
    }

    @Override
    public ChangePoint point(ResultSet row, @Nullable ChangePoint before) throws SQLException {
      Lsn version = Lsn.version(row.getLong(1));
      boolean same = before != null && before.lsn().equals(version);
      Lsn number = same && before != null ? before.seqval().next() : Lsn.ZERO;
      int operation =
          switch (row.getString(2).strip()) {
            case "I" -> ChangePoint.INSERT;
            case "D" -> ChangePoint.DELETE;
            default -> ChangePoint.AFTER;
          };
      return new ChangePoint(version, number, operation);
    }

    @Override
    public boolean changed(ResultSet row, int column) {
      return true;
    }
  }

  @Override
  public boolean next() {
    if (ended) {
      return false;
    }
    try {
      if (!result.rows().next()) {
        ended = true;
        result.statement().close();
        session.streamed();
        return false;
      }
      point = heading.point(result.rows(), point);
      return true;
    } catch (SQLException failure) {
      throw session.failure(failure, "reading changes", stream);
    }
  }

  @Override
  public ChangePoint point() {
    return java.util.Objects.requireNonNull(point);
  }

  @Override
  public boolean changed(int column) {
    try {
      return heading.changed(result.rows(), column);
    } catch (SQLException failure) {
      throw session.failure(failure, "reading changes", stream);
    }
  }

  @Override
  public boolean isNull(int column) {
    try {
      return result.rows().getObject(places[column]) == null;
    } catch (SQLException failure) {
      throw session.failure(failure, "reading changes", stream);
    }
  }

  @Override
  public void append(int column, Column into) {
    Field field = java.util.Objects.requireNonNull(fields.get(column));
    try {
      decoder.cell(result.rows(), places[column], field, into);
    } catch (SQLException failure) {
      throw session.failure(failure, "reading changes", stream);
    } catch (UnfitCell unfit) {
      throw MsCode.VALUE_OUT_OF_RANGE
          .error(String.valueOf(unfit.getMessage()))
          .at(Place.field(stream, unfit.column()).row("change " + point().lsn()))
          .remedy("raise the memory of the run, or leave the column out")
          .build();
    }
  }

  @Override
  public void close() {
    if (!ended) {
      session.discard();
    }
    session.close();
  }
}
