package dpone.service.mssql.parse;

import dpone.service.tds.wire.SqlType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A statement. */
public sealed interface Statement {
  /** A query. */
  record Read(Query query) implements Statement {}

  /** INSERT; the columns are empty where all are meant. */
  record Insert(
      List<String> table, List<String> hints, List<String> columns, List<String> output, Query rows)
      implements Statement {}

  /** UPDATE. */
  record Update(
      List<String> target,
      List<Assignment> set,
      List<String> output,
      List<Query.From> from,
      @Nullable Expr where)
      implements Statement {}

  /** A column and its new value. */
  record Assignment(String column, Expr value) {}

  /** DELETE. */
  record Delete(List<String> target, List<Query.From> from, @Nullable Expr where)
      implements Statement {}

  /** TRUNCATE TABLE, of some partitions or, where there are none, all of it. */
  record Truncate(List<String> table, List<Integer> partitions) implements Statement {}

  /** A column of a key. */
  record Key(String column, boolean descending) {}

  /** A file group, or a partition scheme and the column that it divides by. */
  record Space(String name, String column) {}

  /** A CHECK of a table; the server trusts it if it looked at the rows. */
  record Check(String name, Expr holds, boolean trusted) {}

  /** CREATE PARTITION FUNCTION. */
  record CreateFunction(String name, SqlType type, boolean right, List<Expr> bounds)
      implements Statement {}

  /** ALTER PARTITION FUNCTION. */
  record AlterFunction(String name, boolean split, Expr bound) implements Statement {}

  /** CREATE PARTITION SCHEME with all partitions in one place. */
  record CreateScheme(String name, String function, List<String> groups) implements Statement {}

  /** ALTER TABLE ADD CONSTRAINT of a key. */
  record AddKey(
      List<String> table,
      String name,
      boolean primary,
      boolean clustered,
      List<Key> keys,
      @Nullable Space space,
      Map<Integer, String> compression)
      implements Statement {}

  /** ALTER TABLE ADD CONSTRAINT of a check. */
  record AddCheck(List<String> table, Check check) implements Statement {}

  /** ALTER TABLE SWITCH; 0 for a table that is not divided. */
  record Switch(List<String> source, int from, List<String> target, int to) implements Statement {}

  /** CREATE SCHEMA. */
  record CreateSchema(String name) implements Statement {}

  /** CREATE TABLE. */
  record CreateTable(
      List<String> table,
      List<Definition> columns,
      List<String> primaryKey,
      boolean clustered,
      List<Reference> references,
      List<Check> checks,
      @Nullable Space space,
      Map<Integer, String> compression)
      implements Statement {}

  /** CREATE VIEW. */
  record CreateView(List<String> view, Query query) implements Statement {}

  /** A foreign key. */
  record Reference(List<String> columns, List<String> table) {}

  /**
   * A column's definition.
   *
   * @param fallback DEFAULT or null
   * @param check CHECK or null
   * @param computed AS or null
   * @param identity whether it is numbered
   */
  record Definition(
      String name,
      SqlType type,
      String collation,
      boolean nullable,
      boolean identity,
      @Nullable Expr fallback,
      @Nullable Expr check,
      @Nullable Expr computed) {}

  /** CREATE INDEX; its type is that of {@code sys.indexes}. */
  record CreateIndex(
      String name,
      List<String> table,
      List<Key> keys,
      List<String> included,
      boolean unique,
      int type,
      @Nullable Expr where,
      @Nullable Space space,
      Map<Integer, String> compression)
      implements Statement {}

  /** DROP TABLE, SCHEMA or VIEW. */
  record Drop(String what, boolean ifExists, List<String> name) implements Statement {}

  /** ALTER TABLE ADD. */
  record AddColumn(List<String> table, Definition column) implements Statement {}

  /** ALTER TABLE ALTER COLUMN. */
  record AlterColumn(List<String> table, String column, SqlType type, boolean nullable)
      implements Statement {}

  /** ALTER TABLE DROP COLUMN. */
  record DropColumn(List<String> table, String column) implements Statement {}

  /** ALTER SCHEMA TRANSFER. */
  record Transfer(String schema, List<String> table) implements Statement {}

  /** EXEC sp_rename. */
  record Rename(String name, String to, String kind) implements Statement {}

  /** EXEC of a procedure of change data capture, with its parameters by their names. */
  record Procedure(String name, Map<String, Optional<Object>> parameters) implements Statement {}

  /**
   * ALTER DATABASE SET CHANGE_TRACKING.
   *
   * @param on whether it is switched on or off; null where only its options are set
   * @param options by name
   */
  record TrackDatabase(String database, @Nullable Boolean on, Map<String, String> options)
      implements Statement {}

  /** ALTER TABLE ENABLE or DISABLE CHANGE_TRACKING. */
  record TrackTable(List<String> table, boolean on) implements Statement {}

  /** ALTER DATABASE SET ALLOW_SNAPSHOT_ISOLATION. */
  record Snapshots(String database, boolean allowed) implements Statement {}

  /** USE of the database that the session is in. */
  record Use(String database) implements Statement {}

  /** EXEC sp_getapplock, its answer as a row. */
  record AppLock(Expr resource, Expr timeout) implements Statement {}

  /** SET of an option. */
  record SetOption(String name, String value) implements Statement {}

  /** BEGIN, COMMIT or ROLLBACK. */
  record Transaction(String verb) implements Statement {}

  /** IF. */
  record If(Expr condition, Statement then) implements Statement {}

  /** WAITFOR DELAY. */
  record Wait(long millis) implements Statement {}

  /** RAISERROR or THROW of a number: errors that nothing else brings about. */
  record Raise(int number, int severity, String text) implements Statement {}
}
