package dpone.connector.mssql.sink;

import static dpone.connector.mssql.payload.Payloads.JSON;

import com.microsoft.sqlserver.jdbc.SQLServerBulkCopy;
import com.microsoft.sqlserver.jdbc.SQLServerBulkCopyOptions;
import dpone.connector.mssql.bulk.BulkRows;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.WriteReceipt;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * Loads one split into a raw stage, each chunk by a bulk copy of its own, all in one transaction:
 * what is not finished leaves nothing behind.
 */
final class BulkWriter implements StageWriter {
  private final MsSession session;
  private final ConnectorContext context;
  private final TableName stage;
  private final Split split;
  private @Nullable BulkRows rows;
  private long written;
  private long bytes;
  private boolean begun;

  BulkWriter(MsSession session, ConnectorContext context, TableName stage, Split split) {
    this.session = session;
    this.context = context;
    this.stage = stage;
    this.split = split;
  }

  @Override
  public void write(Chunk chunk) {
    if (!(chunk instanceof ColumnBatch batch)) {
      throw new IllegalArgumentException("a chunk that was never planned");
    }
    if (batch.rows() == 0) {
      return;
    }
    begin();
    BulkRows ready = rows(batch);
    ready.batch(batch);
    session.driver(
        "loading",
        driver -> {
          try (SQLServerBulkCopy copy = new SQLServerBulkCopy(driver)) {
            copy.setBulkCopyOptions(options());
            copy.setDestinationTableName(stage.sql());
            copy.writeToServer(ready);
            return true;
          } catch (SQLException failure) {
            // What the server has of the row that broke is not known; nobody may use the session.
            session.discard();
            throw session.failure(failure, "loading", split.stream());
          } catch (RuntimeException | Error failure) {
            session.discard();
            throw failure;
          }
        });
    written += session.first("SELECT ROWCOUNT_BIG()", row -> row.getLong(1)).orElse(0L);
    bytes += batch.bytes();
    context.reached(Boundary.MID_WRITE);
  }

  private void begin() {
    if (!begun) {
      session.begin();
      begun = true;
    }
  }

  /** A heap under a bulk update lock, which other loads share, is filled with little log. */
  private static SQLServerBulkCopyOptions options() throws SQLException {
    SQLServerBulkCopyOptions options = new SQLServerBulkCopyOptions();
    options.setTableLock(true);
    options.setKeepNulls(true);
    options.setBatchSize(0);
    options.setBulkCopyTimeout(0);
    return options;
  }

  private BulkRows rows(ColumnBatch batch) {
    BulkRows ready = rows;
    if (ready == null) {
      ready = new BulkRows(split.stream(), batch.schema().fields(), context.rejects());
      rows = ready;
    }
    return ready;
  }

  @Override
  public WriteReceipt finish() {
    if (begun) {
      try {
        session.commit();
      } catch (SQLException failure) {
        throw session.failure(failure, "loading", split.stream());
      }
    }
    BulkRows seen = rows;
    return new WriteReceipt(
        split.stream(),
        split.ordinal(),
        written,
        seen == null ? 0 : seen.rejected(),
        bytes,
        Payload.empty(JSON.connector(), "written"));
  }

  @Override
  public void close() {
    session.close();
  }
}
