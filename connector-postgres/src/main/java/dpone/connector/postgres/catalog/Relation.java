package dpone.connector.postgres.catalog;

import dpone.connector.postgres.sql.TableName;
import java.util.List;
import java.util.Optional;

/**
 * A table, view or the like.
 *
 * @param name its name
 * @param oid its object id
 * @param kind relkind: r table, p partitioned, v view, m materialized view, f foreign
 * @param inherited whether other tables are read with it
 * @param blocks blocks of its main fork, 0 where it has none
 * @param rows planner's estimate, -1 if unknown
 * @param columns in order
 * @param primaryKey names of the key's columns in order
 */
public record Relation(
    TableName name,
    long oid,
    char kind,
    boolean inherited,
    long blocks,
    long rows,
    List<ColumnInfo> columns,
    List<String> primaryKey) {
  /** Copies the lists. */
  public Relation {
    columns = List.copyOf(columns);
    primaryKey = List.copyOf(primaryKey);
  }

  /** Whether rows can be addressed by block. */
  public boolean isPlainTable() {
    return kind == 'r' && !inherited;
  }

  /** The column of that name. */
  public Optional<ColumnInfo> column(String wanted) {
    return columns.stream().filter(c -> c.name().equals(wanted)).findFirst();
  }

  /** The column names in order. */
  public List<String> columnNames() {
    return columns.stream().map(ColumnInfo::name).toList();
  }
}
