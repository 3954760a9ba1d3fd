package acme.connector;

import dpone.spi.type.Schema;
import java.util.List;

/**
 * A table as it lies in its file.
 *
 * @param schema columns and key
 * @param loadId the load that wrote it; empty if no load did
 * @param rows canonical text of every cell
 */
record Table(Schema schema, String loadId, List<List<String>> rows) {
  int index(String column) {
    return schema.names().indexOf(column);
  }
}
