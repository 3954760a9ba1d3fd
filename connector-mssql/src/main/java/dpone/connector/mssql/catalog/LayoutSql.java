package dpone.connector.mssql.catalog;

/**
 * Questions about how a table of the connection's database lies: each takes its quoted name. What
 * matters is what ALTER TABLE ... SWITCH compares (Microsoft, "Transferring data efficiently by
 * using partition switching").
 */
public final class LayoutSql {
  private static final String THIS = ".object_id = OBJECT_ID(?)";

  private LayoutSql() {}

  /** One row of what is in the way, and the file group of large values. */
  public static String facts() {
    return "SELECT t.temporal_type, t.is_memory_optimized, t.is_filetable,"
        + " CASE WHEN t.is_replicated = 1 OR t.is_merge_published = 1 THEN 1 ELSE 0 END,"
        + " t.is_tracked_by_cdc,"
        + " (SELECT COUNT(*) FROM sys.change_tracking_tables AS c"
        + " WHERE c.object_id = t.object_id),"
        + " (SELECT COUNT(*) FROM sys.triggers AS g"
        + " WHERE g.parent_id = t.object_id AND g.is_disabled = 0),"
        + " (SELECT COUNT(*) FROM sys.foreign_keys AS f WHERE f.referenced_object_id = t.object_id),"
        + " (SELECT COUNT(*) FROM sys.foreign_keys AS f WHERE f.parent_object_id = t.object_id),"
        + " (SELECT COUNT(*) FROM sys.fulltext_indexes AS x WHERE x.object_id = t.object_id),"
        + " (SELECT COUNT(*) FROM sys.sql_expression_dependencies AS d JOIN sys.indexes AS i"
        + " ON i.object_id = d.referencing_id WHERE d.referenced_id = t.object_id AND i.index_id = 1"
        + " AND d.is_schema_bound_reference = 1 AND d.referencing_id <> t.object_id),"
        + " t.text_in_row_limit, t.large_value_types_out_of_row, t.uses_ansi_nulls,"
        + " CASE WHEN l.type = 'FG' THEN l.name END"
        + " FROM sys.tables AS t LEFT JOIN sys.data_spaces AS l"
        + " ON l.data_space_id = t.lob_data_space_id WHERE t"
        + THIS;
  }

  /** What a column may be beside its type, and its default. */
  public static String columns() {
    return "SELECT c.name, c.is_identity,"
        + " CASE WHEN c.is_computed = 1 OR c.generated_always_type <> 0"
        + " OR c.system_type_id = 189 THEN 1 ELSE 0 END, c.is_sparse, c.is_column_set,"
        + " c.is_rowguidcol, c.is_filestream, c.is_hidden, c.xml_collection_id, c.rule_object_id,"
        + " c.encryption_type,"
        + " CASE WHEN c.is_ansi_padded = 0 AND c.system_type_id IN (165, 167, 173, 175)"
        + " THEN 1 ELSE 0 END, u.is_user_defined,"
        + " CASE WHEN c.default_object_id <> 0 AND k.definition IS NULL THEN 1 ELSE 0 END,"
        + " k.definition FROM sys.columns AS c JOIN sys.types AS u"
        + " ON u.user_type_id = c.user_type_id LEFT JOIN sys.default_constraints AS k"
        + " ON k.object_id = c.default_object_id WHERE c"
        + THIS
        + " ORDER BY c.column_id";
  }

  /** The heap and the indexes, with where they lie. */
  public static String indexes() {
    return "SELECT i.index_id, i.name, i.type, i.is_unique, i.is_primary_key,"
        + " i.is_unique_constraint, i.is_disabled, i.filter_definition, d.name, f.name"
        + " FROM sys.indexes AS i JOIN sys.data_spaces AS d ON d.data_space_id = i.data_space_id"
        + " LEFT JOIN sys.partition_schemes AS p ON p.data_space_id = i.data_space_id"
        + " LEFT JOIN sys.partition_functions AS f ON f.function_id = p.function_id WHERE i"
        + THIS
        + " AND i.is_hypothetical = 0 ORDER BY i.index_id";
  }

  /** The columns of the heap's and the indexes' places, keys and inclusions. */
  public static String indexColumns() {
    return "SELECT k.index_id, c.name, k.key_ordinal, k.is_descending_key, k.is_included_column,"
        + " k.partition_ordinal FROM sys.index_columns AS k JOIN sys.columns AS c"
        + " ON c.object_id = k.object_id AND c.column_id = k.column_id WHERE k"
        + THIS
        + " ORDER BY k.index_id, k.key_ordinal, k.index_column_id";
  }

  /** Partitions that are compressed. */
  public static String compressions() {
    return "SELECT p.index_id, p.partition_number, p.data_compression_desc FROM sys.partitions AS p"
        + " WHERE p"
        + THIS
        + " AND p.data_compression <> 0";
  }

  /** The CHECK constraints that are enabled. */
  public static String checks() {
    return "SELECT k.name, k.definition, k.is_not_for_replication FROM sys.check_constraints AS k"
        + " WHERE k.parent_object_id = OBJECT_ID(?) AND k.is_disabled = 0 ORDER BY k.name";
  }
}
