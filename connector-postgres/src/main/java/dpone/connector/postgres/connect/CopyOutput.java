package dpone.connector.postgres.connect;

import dpone.connector.postgres.copy.Frames;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyOut;
import org.postgresql.core.PGStream;
import org.postgresql.core.QueryExecutorBase;
import org.postgresql.jdbc.PgConnection;
import org.postgresql.util.PSQLState;

/**
 * A running COPY TO STDOUT. The driver hands out an array for each row; where its stream can be
 * reached, the rows are copied from there straight to where they are wanted, and the driver only
 * sees what is not a row. Used by one thread.
 */
public final class CopyOutput implements Frames {
  private static final int COPY_DATA = 'd';
  private static final @Nullable VarHandle STREAM = streamOfTheDriver();

  private final PgSession session;
  private final String stream;
  private final String sql;
  private final boolean bypassing;
  private @Nullable CopyOut copy;
  private @Nullable PGStream direct;
  private byte @Nullable [] piece;
  private int length;

  /**
   * Starts nothing yet: a COPY starts with the first {@link #next}, which waits for its first row.
   *
   * @param stream name of what is read, for messages
   */
  public CopyOutput(PgSession session, String stream, String sql) {
    this(session, stream, sql, STREAM != null);
  }

  CopyOutput(PgSession session, String stream, String sql, boolean bypassing) {
    this.session = session;
    this.stream = stream;
    this.sql = sql;
    this.bypassing = bypassing;
  }

  private static @Nullable VarHandle streamOfTheDriver() {
    try {
      return MethodHandles.privateLookupIn(QueryExecutorBase.class, MethodHandles.lookup())
          .findVarHandle(QueryExecutorBase.class, "pgStream", PGStream.class);
    } catch (ReflectiveOperationException otherDriver) {
      return null;
    }
  }

  /** Whether rows come without the driver's array for each; known once the COPY has started. */
  boolean isDirect() {
    return direct != null;
  }

  @Override
  public int next() {
    CopyOut running = copy == null ? start() : copy;
    PGStream input = direct;
    try {
      if (input != null && input.peekChar() == COPY_DATA) {
        input.receiveChar();
        length = input.receiveInteger4() - Integer.BYTES;
        return length;
      }
      // The end, an error or a notice: the driver knows what to do, and returns with a row or null.
      byte[] read = running.readFromCopy();
      piece = read;
      if (read == null) {
        session.copyEnded();
        return -1;
      }
      return read.length;
    } catch (SQLException failure) {
      throw session.failure(failure, "reading", stream);
    } catch (IOException lost) {
      throw lost(lost);
    }
  }

  @Override
  public void take(byte[] target, int offset) {
    byte[] read = piece;
    if (read != null) {
      System.arraycopy(read, 0, target, offset, read.length);
      piece = null;
      return;
    }
    PGStream input = direct;
    if (input == null) {
      throw new IllegalStateException("no row to take");
    }
    try {
      input.receive(target, offset, length);
    } catch (IOException lost) {
      throw lost(lost);
    }
  }

  /** Rows that the server says it sent, once the end was reached. */
  public long rows() {
    CopyOut running = copy;
    return running == null ? 0 : running.getHandledRowCount();
  }

  private CopyOut start() {
    CopyOut started = session.copyOut(sql);
    copy = started;
    direct = bypassing ? session.driver(CopyOutput::stream) : null;
    return started;
  }

  private static @Nullable PGStream stream(PGConnection connection) {
    return STREAM != null
            && connection instanceof PgConnection known
            && known.getQueryExecutor() instanceof QueryExecutorBase executor
        ? (PGStream) STREAM.get(executor)
        : null;
  }

  private RuntimeException lost(IOException cause) {
    return session.failure(
        new SQLException(
            "the connection was lost in a COPY", PSQLState.CONNECTION_FAILURE.getState(), cause),
        "reading",
        stream);
  }
}
