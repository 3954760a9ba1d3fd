package dpone.connector.clickhouse.target;

import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.Field;

/**
 * How one column is carried over.
 *
 * @param source column as it arrives
 * @param type the server's spelling of the stage's and the target's type
 * @param fidelity how faithful it is
 * @param staged whether it is written at all
 * @param published whether it goes from the stage to the target
 * @param absent whether a row with a value in a column that is not written is rejected
 * @param note why, if there is something to say
 */
public record PlannedColumn(
    Field source,
    String type,
    Fidelity fidelity,
    boolean staged,
    boolean published,
    boolean absent,
    String note) {
  /** The name, at the source, in the stage and at the target. */
  public String name() {
    return source.name();
  }

  /** The same for people and for the host. */
  public ColumnMapping mapping() {
    return new ColumnMapping(source.name(), source.type(), source.name(), type, fidelity, note);
  }
}
