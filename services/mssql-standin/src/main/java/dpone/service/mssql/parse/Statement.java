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

  /** TRUNCATE TABLE. */
  record Truncate(List<String> table) implements Statement {}

  /** CREATE SCHEMA. */
  record CreateSchema(String name) implements Statement {}

  /** CREATE TABLE. */
  record CreateTable(
      List<String> table,
      List<Definition> columns,
      List<String> primaryKey,
      List<Reference> references)
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

  /** CREATE INDEX. */
  record CreateIndex(
      String name, List<String> table, List<String> columns, boolean unique, @Nullable Expr where)
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
