package dpone.certification.bigquery;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Asks beside the connector, and shares no code with it. */
abstract class Client implements AutoCloseable {
  private final String dataset;

  /** Of a dataset by its full name. */
  Client(String dataset) {
    this.dataset = dataset;
  }

  static String dataset(Map<String, Object> connection) {
    return connection.get("project_id") + "." + connection.get("dataset");
  }

  /** A table's full name in backticks. */
  final String table(String target) {
    return "`" + dataset + "." + target.substring(target.indexOf('.') + 1) + "`";
  }

  /** The dataset's own name. */
  final String dataset() {
    return dataset.substring(dataset.lastIndexOf('.') + 1);
  }

  /** Cells of the rows of a statement, each a text. */
  abstract List<List<@Nullable String>> rows(String sql) throws IOException;

  /** Whether a table is there. */
  final boolean exists(String target) throws IOException {
    try {
      rows("SELECT 1 FROM " + table(target) + " LIMIT 0");
      return true;
    } catch (IOException absent) {
      if (String.valueOf(absent.getMessage()).contains("Not found: Table")) {
        return false;
      }
      throw absent;
    }
  }

  @Override
  public abstract void close() throws IOException;
}
