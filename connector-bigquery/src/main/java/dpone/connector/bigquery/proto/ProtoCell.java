package dpone.connector.bigquery.proto;

import dpone.connector.bigquery.encode.Out;
import dpone.spi.batch.Column;
import org.jspecify.annotations.Nullable;

/** Writes one cell. What it wrote of a cell that it then refuses is taken back by its caller. */
@FunctionalInterface
interface ProtoCell {
  /**
   * Writes it.
   *
   * @return why its value has no place, a phrase; null if it has
   */
  @Nullable String write(Column column, int row, Out out);
}
