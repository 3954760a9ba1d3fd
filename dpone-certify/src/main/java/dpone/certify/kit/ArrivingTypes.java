package dpone.certify.kit;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.List;

/**
 * Rows of every logical type, for a sink that is no source: whoever is one has {@link TypeTables}.
 * The first column is {@code id}, a whole number from 1 on.
 */
public interface ArrivingTypes {
  /**
   * The columns beside {@code id}: at least one for each row of the connector's type table that is
   * not refused, whose logical type it has.
   */
  List<Field> fields();

  /**
   * Adds the rows, extremes and nulls among them.
   *
   * @param batch a batch of {@code id} and those columns, empty
   */
  void write(ColumnBatch batch);

  /** The same rows as the system is to render them, id first, in order of id. */
  List<TestRow> expected();

  /**
   * Every cell as the system itself renders it, id first, in order of id.
   *
   * @param target as {@link SinkTables#target} returned it
   */
  List<TestRow> texts(String target) throws Exception;

  /** Types of a column that the plan has to refuse. */
  List<DataType> refused();
}
