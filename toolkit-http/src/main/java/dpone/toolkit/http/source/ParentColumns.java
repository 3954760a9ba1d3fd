package dpone.toolkit.http.source;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.Place;
import dpone.spi.type.Schema;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.FeedCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Columns of a parent that become variables of its children's requests. */
final class ParentColumns {
  private final StreamDefinition parent;
  private final Map<String, Cursor> columns = new TreeMap<>();

  /**
   * Columns of a parent.
   *
   * @param variables names of columns by variable
   */
  ParentColumns(StreamDefinition parent, Schema schema, Map<String, String> variables) {
    this.parent = parent;
    variables.forEach(
        (variable, column) -> columns.put(variable, Cursor.of(parent.name(), schema, column)));
  }

  /** Adds the variables of every row. */
  void addTo(List<Variables> found, ColumnBatch batch) {
    for (int row = 0; row < batch.rows(); row++) {
      Map<String, String> values = new LinkedHashMap<>();
      for (Map.Entry<String, Cursor> column : columns.entrySet()) {
        Cursor cell = column.getValue();
        if (cell.isNull(batch, row)) {
          throw FeedCode.STREAM_OPTION
              .error("a record of the parent has no value for {" + column.getKey() + "}")
              .at(Place.stream(parent.name()))
              .build();
        }
        values.put(column.getKey(), cell.text(cell.value(batch, row)));
      }
      found.add(new Variables(values));
    }
  }
}
