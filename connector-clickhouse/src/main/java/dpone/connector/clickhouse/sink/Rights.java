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
  private static final String NEEDED =
      "SELECT, INSERT, ALTER TABLE, CREATE TABLE, DROP TABLE, TRUNCATE";

  private Rights() {}

  /**
   * Refuses a user that lacks a right.
   *
   * @param view whether a view is made beside the target
   */
  static void require(
      Server server, StreamLoad load, TableName target, String stageDatabase, boolean view) {
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
    granted(server, load, target.database(), view ? NEEDED + ", CREATE VIEW, DROP VIEW" : NEEDED);
    if (!stageDatabase.equals(target.database())) {
      granted(server, load, stageDatabase, NEEDED);
    }
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

  private static void granted(Server server, StreamLoad load, String database, String needed) {
    String on = " ON " + Sql.name(database) + ".*";
    String answer;
    try {
      answer = server.value("CHECK GRANT " + needed + on);
    } catch (DponeException unknown) {
      if (unknown.code().equals(ChCode.SYNTAX.code())) {
        // A server that cannot be asked refuses the statement itself when it comes.
        return;
      }
      throw unknown;
    }
    if (answer.equals("0")) {
      throw ChCode.PERMISSION_DENIED
          .error("the user " + server.settings().user() + " lacks one of " + needed + on)
          .at(Place.stream(load.stream()))
          .remedy("let an administrator run: GRANT " + needed + on + " TO ...")
          .build();
    }
  }
}
