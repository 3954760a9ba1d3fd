package dpone.connector.mssql.source;

import dpone.connector.mssql.catalog.CatalogSql;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.spi.error.Place;
import dpone.spi.option.Options;

/** How one view is kept. */
enum Isolation {
  DATABASE_SNAPSHOT("reads the rows of the moment at which the database snapshot was made"),
  SNAPSHOT("reads the rows of one moment by snapshot isolation; writers go on"),
  SERIALIZABLE("reads the rows of one moment by locks; writers wait"),
  READ_COMMITTED(
      "reads rows of different moments, since the database does not allow snapshot isolation: run"
          + " ALTER DATABASE ... SET ALLOW_SNAPSHOT_ISOLATION ON, or set source.isolation");

  private final String note;

  Isolation(String note) {
    this.note = note;
  }

  String note() {
    return note;
  }

  static Isolation choose(MsSession session, Options options, Described stream) {
    String asked = options.string(SourceOptions.ISOLATION);
    TableInfo table = stream.table();
    if (DatabaseSnapshot.asked(options).isPresent()) {
      return DATABASE_SNAPSHOT;
    }
    boolean elsewhere = table != null && table.name().database() != null;
    return switch (asked) {
      case "serializable" -> SERIALIZABLE;
      case "read_committed" -> READ_COMMITTED;
      default -> {
        boolean allowed = !elsewhere && "1".equals(session.value(CatalogSql.snapshotAllowed()));
        if (!allowed && asked.equals("snapshot")) {
          throw MsCode.SNAPSHOT_UNAVAILABLE
              .error("snapshot isolation is not allowed in the database")
              .at(Place.stream(stream.selection().name()))
              .build();
        }
        yield allowed ? SNAPSHOT : READ_COMMITTED;
      }
    };
  }
}
