package dpone.connector.postgres.publish;

import dpone.connector.postgres.type.PgType;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.Field;

/**
 * How one column is carried over.
 *
 * @param source column as it arrives
 * @param stage type of the stage's column
 * @param target type of the target's column
 * @param fidelity how faithful the target is
 * @param published whether it goes from the stage to the target
 * @param identityAlways whether the target refuses values without being overridden
 * @param note why, if there is something to say
 */
public record PlannedColumn(
    Field source,
    PgType stage,
    PgType target,
    Fidelity fidelity,
    boolean published,
    boolean identityAlways,
    String note) {

  /** The name, at the source, in the stage and at the target. */
  public String name() {
    return source.name();
  }

  /** Whether the stage has another type than the target. */
  public boolean isCast() {
    return !stage.text().equals(target.text());
  }

  /** The same with another type in the stage. */
  public PlannedColumn staged(PgType type) {
    return new PlannedColumn(source, type, target, fidelity, published, identityAlways, note);
  }

  /** The same for people and for the host. */
  public ColumnMapping mapping() {
    return new ColumnMapping(
        source.name(), source.type(), source.name(), target.text(), fidelity, note);
  }
}
