package dpone.connector.clickhouse.sink;

import dpone.connector.clickhouse.connect.Server;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.sink.StreamLoad;

/** What the user has to be allowed, asked before anything is changed. */
final class Rights {
  /** The rights to make and drop tables hold for views, too. */
  private static final String NEEDED =
      "SELECT, INSERT, ALTER TABLE, CREATE TABLE, DROP TABLE, TRUNCATE";

  private Rights() {}

  static void require(Server server, StreamLoad load, TableName target, String stageDatabase) {
    database(server, load, target.database());
    if (!stageDatabase.equals(target.database())) {
      database(server, load, stageDatabase);
    }
    if (!server.value("SELECT toString(getSetting('readonly'))").equals("0")) {
      throw ChCode.READ_ONLY
          .error("the user " + server.settings().user() + " may only read")
          .at(Place.stream(load.stream()))
          .build();
    }
    granted(server, load, NEEDED, Sql.name(target.database()) + ".*");
    if (!stageDatabase.equals(target.database())) {
      granted(server, load, NEEDED, Sql.name(stageDatabase) + ".*");
    }
    // Asked for where table_engines_require_grant is set; everybody has it elsewhere.
    granted(server, load, "TABLE ENGINE", "MergeTree");
  }

  private static void database(Server server, StreamLoad load, String name) {
    if (server
        .value("SELECT toString(count()) FROM system.databases WHERE name = " + Sql.text(name))
        .equals("0")) {
      throw ChCode.DATABASE_NOT_FOUND
          .error("the database " + name + " does not exist")
          .at(Place.stream(load.stream()))
          .build();
    }
  }

  private static void granted(Server server, StreamLoad load, String rights, String what) {
    String on = " ON " + what;
    String answer;
    try {
      answer = server.value("CHECK GRANT " + rights + on);
    } catch (DponeException unknown) {
      if (unknown.code().equals(ChCode.SYNTAX.code())) {
        // A server that cannot be asked refuses the statement itself when it comes.
        return;
      }
      throw unknown;
    }
    if (answer.equals("0")) {
      throw ChCode.PERMISSION_DENIED
          .error("the user " + server.settings().user() + " lacks one of " + rights + on)
          .at(Place.stream(load.stream()))
          .remedy("let an administrator run: GRANT " + rights + on + " TO ...")
          .build();
    }
  }
}
