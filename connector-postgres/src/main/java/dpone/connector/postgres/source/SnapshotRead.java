package dpone.connector.postgres.source;

import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.sql.Sql;
import dpone.spi.option.Options;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import java.util.function.Supplier;

/** A read under a snapshot that somebody else exports. */
public final class SnapshotRead {
  private SnapshotRead() {}

  /**
   * Locks the tables against being altered, asks for the snapshot, and divides the read.
   *
   * @param session used by the read from now on, and closed with it
   * @param options of the source
   * @param export gives the name of a snapshot that lives as long as the read
   */
  public static ReadSession open(
      PgSession session,
      ConnectionSettings settings,
      ReadRequest request,
      Options options,
      Supplier<String> export) {
    return CursorReadSession.open(
        session,
        settings,
        request,
        options,
        // A whole read has nothing to tell.
        line -> {},
        () -> {
          String snapshot = export.get();
          session.execute("SET TRANSACTION SNAPSHOT " + Sql.text(snapshot));
          return snapshot;
        });
  }
}
