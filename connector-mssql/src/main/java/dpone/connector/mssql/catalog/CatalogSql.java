package dpone.connector.mssql.catalog;

import dpone.connector.mssql.sql.TableName;

/** Questions to the catalogue of the database that a table is in. */
public final class CatalogSql {
  private CatalogSql() {}

  /** Tables and views of the connection's database that are the user's own, in order. */
  public static String tables() {
    return "SELECT s.name, o.name FROM sys.objects AS o JOIN sys.schemas AS s"
        + " ON s.schema_id = o.schema_id WHERE o.type IN ('U', 'V') AND o.is_ms_shipped = 0"
        + " ORDER BY s.name, o.name";
  }

  /** Kind, rows, bytes and ties of an object: its quoted name. */
  public static String table(TableName table) {
    return "SELECT o.type, (SELECT SUM(p.rows) FROM "
        + table.catalog("sys.partitions")
        + " AS p WHERE p.object_id = o.object_id AND p.index_id IN (0, 1)),"
        + " (SELECT SUM(a.used_pages) * 8192 FROM "
        + table.catalog("sys.partitions")
        + " AS p JOIN "
        + table.catalog("sys.allocation_units")
        + " AS a ON a.container_id = p.partition_id"
        + " WHERE p.object_id = o.object_id AND p.index_id IN (0, 1)),"
        + " (SELECT COUNT(*) FROM "
        + table.catalog("sys.foreign_keys")
        + " AS f WHERE f.referenced_object_id = o.object_id),"
        + " (SELECT COUNT(*) FROM "
        + table.catalog("sys.foreign_keys")
        + " AS f WHERE f.parent_object_id = o.object_id),"
        + " (SELECT COUNT(*) FROM "
        + table.catalog("sys.triggers")
        + " AS g WHERE g.parent_id = o.object_id),"
        + " (SELECT COUNT(*) FROM "
        + table.catalog("sys.indexes")
        + " AS i WHERE i.object_id = o.object_id AND i.index_id > 0),"
        + " (SELECT COUNT(*) FROM "
        + table.catalog("sys.database_permissions")
        + " AS d WHERE d.class = 1 AND d.major_id = o.object_id),"
        + " (SELECT COUNT(*) FROM "
        + table.catalog("sys.check_constraints")
        + " AS k WHERE k.parent_object_id = o.object_id),"
        + " (SELECT COUNT(*) FROM "
        + table.catalog("sys.default_constraints")
        + " AS k WHERE k.parent_object_id = o.object_id) FROM "
        + table.catalog("sys.objects")
        + " AS o WHERE o.object_id = OBJECT_ID(?) AND o.type IN ('U', 'V')";
  }

  /** The columns of an object that are seen: its quoted name. */
  public static String columns(TableName table) {
    // A type of somebody's own shows as its base; one of the CLR has no base.
    return "SELECT c.name, COALESCE(b.name, u.name), c.max_length, c.precision, c.scale,"
        + " c.is_nullable, c.is_identity,"
        + " CASE WHEN c.is_computed = 1 OR c.generated_always_type <> 0"
        + " OR COALESCE(b.name, u.name) = 'timestamp' THEN 1 ELSE 0 END,"
        + " CASE WHEN c.default_object_id <> 0 THEN 1 ELSE 0 END, c.collation_name FROM "
        + table.catalog("sys.columns")
        + " AS c JOIN "
        + table.catalog("sys.types")
        + " AS u ON u.user_type_id = c.user_type_id LEFT JOIN "
        + table.catalog("sys.types")
        + " AS b ON b.user_type_id = c.system_type_id"
        + " WHERE c.object_id = OBJECT_ID(?) AND c.is_hidden = 0 ORDER BY c.column_id";
  }

  /** Names of the primary key's columns, in order: the table's quoted name. */
  public static String primaryKey(TableName table) {
    return "SELECT c.name FROM "
        + table.catalog("sys.indexes")
        + " AS i JOIN "
        + table.catalog("sys.index_columns")
        + " AS k ON k.object_id = i.object_id AND k.index_id = i.index_id JOIN "
        + table.catalog("sys.columns")
        + " AS c ON c.object_id = k.object_id AND c.column_id = k.column_id"
        + " WHERE i.object_id = OBJECT_ID(?) AND i.is_primary_key = 1 ORDER BY k.key_ordinal";
  }

  /** Name of the first column of the clustered index, if it never is null: the quoted name. */
  public static String clusteredBy(TableName table) {
    return "SELECT c.name FROM "
        + table.catalog("sys.index_columns")
        + " AS k JOIN "
        + table.catalog("sys.columns")
        + " AS c ON c.object_id = k.object_id AND c.column_id = k.column_id"
        + " JOIN "
        + table.catalog("sys.indexes")
        + " AS i ON i.object_id = k.object_id AND i.index_id = k.index_id"
        + " WHERE k.object_id = OBJECT_ID(?) AND i.type = 1 AND k.key_ordinal = 1"
        + " AND c.is_nullable = 0";
  }

  /**
   * What tells a database from every other: its own identifier, which a copy shares, and the name
   * of the server that it is in. It needs no permission.
   */
  public static String identity() {
    return "SELECT CONCAT(CONVERT(nvarchar(36), service_broker_guid), N'/',"
        + " CONVERT(nvarchar(256), SERVERPROPERTY(N'ServerName')), N'/', name)"
        + " FROM sys.databases WHERE database_id = DB_ID()";
  }

  /** Whether snapshot isolation is allowed in the connection's database: 1 or 0. */
  public static String snapshotAllowed() {
    return "SELECT CASE WHEN snapshot_isolation_state = 1 THEN 1 ELSE 0 END FROM sys.databases"
        + " WHERE database_id = DB_ID()";
  }
}
