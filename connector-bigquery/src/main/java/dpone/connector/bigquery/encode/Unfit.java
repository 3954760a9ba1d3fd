package dpone.connector.bigquery.encode;

import dpone.spi.type.Field;

/** Takes a row that cannot be written. */
@FunctionalInterface
public interface Unfit {
  /**
   * Takes it.
   *
   * @param row its place in the batch
   * @param field column at fault
   * @param why a phrase with the value
   */
  void row(int row, Field field, String why);
}
