package dpone.connector.mssql.source;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A database as it was at one moment (Microsoft, "Database snapshots"): the only view that SQL
 * Server lets several connections share.
 *
 * @param name its name
 * @param made when it was made, which tells it from a later one of the same name
 */
record DatabaseSnapshot(String name, String made) {
  private static final String OPTION = "source." + SourceOptions.DATABASE_SNAPSHOT;

  /** When a snapshot of the connection's database was made: its name. */
  static String sql() {
    return "SELECT CONVERT(nvarchar(40), create_date, 126) FROM sys.databases"
        + " WHERE name = ? AND source_database_id = DB_ID()";
  }

  /** The one that the manifest names. */
  static Optional<String> asked(Options options) {
    return options.findString(SourceOptions.DATABASE_SNAPSHOT);
  }

  /** Looks the one up that the manifest names. */
  static Optional<DatabaseSnapshot> find(MsSession session, Options options) {
    return asked(options)
        .map(name -> {
          String made = session.valueOrNull(sql(), name);
          if (made == null) {
            throw MsCode.SNAPSHOT_UNAVAILABLE
                .error("there is no database snapshot " + name + " of the connection's database")
                .remedy(
                    "correct "
                        + OPTION
                        + ", or let an administrator run CREATE DATABASE ... AS SNAPSHOT OF ...")
                .build();
          }
          return new DatabaseSnapshot(name, made);
        });
  }

  /** Refuses what has to see the database itself. */
  static void refuse(Options options, @Nullable String stream) {
    asked(options)
        .ifPresent(name -> {
          throw new DatabaseSnapshot(name, "")
              .unread(stream, "an increment, or what follows changes, has to see what came since");
        });
  }

  /** The table in it. */
  TableName of(String stream, TableName table) {
    if (table.database() != null) {
      throw unread(stream, "the table is in another database than the connection's");
    }
    return new TableName(name, table.schema(), table.name());
  }

  DponeException unread(@Nullable String stream, String why) {
    DponeException.Builder error =
        MsCode.OPTION_UNSUPPORTED
            .error(OPTION + " " + name + " cannot be read here: " + why)
            .remedy("leave " + OPTION + " out, or read the stream in a pipeline of its own");
    return (stream == null ? error : error.at(Place.stream(stream))).build();
  }

  /** What the parts shared is gone. */
  static DponeException replaced(String stream) {
    return MsCode.SNAPSHOT_CONFLICT
        .error("the database snapshot was made anew while it was read")
        .at(Place.stream(stream))
        .build();
  }
}
