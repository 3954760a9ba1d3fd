package dpone.connector.bigquery.sql;

import dpone.connector.bigquery.error.BqCode;
import java.util.regex.Pattern;

/**
 * A table's full name.
 *
 * @param project id of the project, with its domain where it has one
 * @param dataset name of the dataset
 * @param table name of the table
 */
public record TableName(String project, String dataset, String table) {
  private static final Pattern PROJECT = Pattern.compile("([a-z0-9.-]+:)?[a-z][a-z0-9-]{3,62}");
  private static final Pattern DATASET = Pattern.compile("[A-Za-z0-9_]{1,1024}");
  private static final Pattern TABLE =
      Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd} ]{1,1024}");

  /** Refuses names that BigQuery does not take. */
  public TableName {
    if (!isProject(project) || !isDataset(dataset) || !TABLE.matcher(table).matches()) {
      throw BqCode.INVALID_OPTION
          .error("not the name of a table: " + project + "." + dataset + "." + table)
          .remedy("write it as DATASET.TABLE or PROJECT.DATASET.TABLE")
          .build();
    }
  }

  /** Whether that is the id of a project. */
  public static boolean isProject(String text) {
    return PROJECT.matcher(text).matches();
  }

  /** Whether that is the name of a dataset. */
  public static boolean isDataset(String text) {
    return DATASET.matcher(text).matches();
  }

  /**
   * Reads {@code TABLE}, {@code DATASET.TABLE} or {@code PROJECT.DATASET.TABLE}.
   *
   * @param project project that is meant where none is named
   * @param dataset dataset that is meant where none is named; empty if there is none
   */
  public static TableName parse(String text, String project, String dataset) {
    String[] parts = text.strip().replace("`", "").split("\\.", -1);
    // An id with a domain has a point in it.
    int last = parts.length - 1;
    if (last == 0) {
      if (dataset.isEmpty()) {
        throw BqCode.INVALID_OPTION
            .error("the table " + text + " is named without a dataset")
            .remedy("write DATASET.TABLE, or set connection.dataset")
            .build();
      }
      return new TableName(project, dataset, parts[0]);
    }
    if (last == 1) {
      return new TableName(project, parts[0], parts[1]);
    }
    String named = String.join(".", java.util.Arrays.copyOf(parts, last - 1));
    return new TableName(named, parts[last - 1], parts[last]);
  }

  /** The same dataset's table of that name. */
  public TableName sibling(String name) {
    return new TableName(project, dataset, name);
  }

  /** As it stands in a statement. */
  public String sql() {
    return Sql.name(project + "." + dataset + "." + table);
  }

  @Override
  public String toString() {
    return project + "." + dataset + "." + table;
  }
}
