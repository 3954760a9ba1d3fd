package dpone.connector.mssql.source;

import static dpone.connector.mssql.payload.Payloads.JSON;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.Place;
import dpone.spi.source.SplitReader;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.type.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Streams the rows of one statement. */
final class CursorReader implements SplitReader {
  static final String KIND = "read";

  private final MsSession session;
  private final ConnectorContext context;
  private final Split split;
  private final Schema schema;
  private final RowDecoder decoder;
  private final int cursorColumn;
  private final @Nullable String place;
  private final @Nullable Ties ties;
  private final MsSession.Streaming result;
  private @Nullable String last;
  private long rows;
  private int chunks;
  private boolean ended;

  /**
   * A reader.
   *
   * @param place where in the log of changes the view stands, if they are followed
   */
  CursorReader(
      MsSession session,
      ConnectorContext context,
      Split split,
      ReadPlan plan,
      Schema schema,
      @Nullable String place) {
    this.session = session;
    this.context = context;
    this.split = split;
    this.schema = schema;
    this.place = place;
    this.decoder = new RowDecoder(schema, context.allocator().maxCellBytes());
    this.cursorColumn = plan.cursor() ? schema.size() + 1 : 0;
    List<String> seen = plan.seen();
    this.ties = seen == null ? null : new Ties(plan.from(), seen);
    this.result =
        plan.from() == null ? session.stream(plan.sql()) : session.stream(plan.sql(), plan.from());
  }

  @Override
  public @Nullable Chunk next() {
    context.cancellation().check();
    if (ended) {
      return null;
    }
    if (chunks++ == 1) {
      context.reached(Boundary.MID_PAGE);
    }
    ColumnBatch batch = ColumnBatch.create(schema, context.allocator());
    try {
      fill(batch);
      if (batch.rows() == 0) {
        batch.close();
        return null;
      }
      return batch;
    } catch (SQLException failure) {
      batch.close();
      throw session.failure(failure, "reading", split.stream());
    } catch (UnfitCell unfit) {
      batch.close();
      throw MsCode.VALUE_OUT_OF_RANGE
          .error(String.valueOf(unfit.getMessage()))
          .at(Place.field(split.stream(), unfit.column()).row("number " + (rows + 1)))
          .remedy("raise the memory of the run, or shorten the cell in a query")
          .build();
    } catch (RuntimeException | Error failure) {
      batch.close();
      throw failure;
    }
  }

  private void fill(ColumnBatch batch) throws SQLException, UnfitCell {
    ResultSet row = result.rows();
    while (!batch.isFull()) {
      if (!row.next()) {
        ended = true;
        result.statement().close();
        session.streamed();
        return;
      }
      Ties known = ties;
      if (known != null
          && known.atStart()
          && known.delivered(row.getString(cursorColumn), row.getString(cursorColumn + 1))) {
        continue;
      }
      decoder.decode(row, batch);
      rows++;
      if (cursorColumn > 0) {
        String value = row.getString(cursorColumn);
        last = value == null ? last : value;
        if (known != null) {
          known.deliver(value, row.getString(cursorColumn + 1));
        }
      }
    }
  }

  @Override
  public ReadReceipt finish() {
    if (!ended) {
      throw new IllegalStateException("the split was not read to its end");
    }
    var detail = JSON.object();
    detail.put("last", last);
    if (place != null) {
      detail.put("place", place);
    }
    List<String> seen = ties == null ? null : ties.rows();
    if (seen != null) {
      detail.set("seen", JSON.texts(seen));
    }
    return new ReadReceipt(
        split.stream(), split.ordinal(), rows, 0, 0, JSON.payload(KIND, 1, detail));
  }

  @Override
  public void close() {
    session.close();
  }
}
