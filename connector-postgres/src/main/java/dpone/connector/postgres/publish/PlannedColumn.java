package dpone.connector.postgres.publish;

import dpone.connector.postgres.type.PgType;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.Field;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

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
 * @param demands what a cell has to fulfil, or its row is rejected; in the order of the enum
 */
public record PlannedColumn(
    Field source,
    PgType stage,
    PgType target,
    Fidelity fidelity,
    boolean published,
    boolean identityAlways,
    String note,
    Set<Demand> demands) {
  /** Copies the set. */
  public PlannedColumn {
    EnumSet<Demand> sorted = EnumSet.noneOf(Demand.class);
    sorted.addAll(demands);
    demands = Collections.unmodifiableSet(sorted);
  }

  /** A column whose cells can all be published. */
  public PlannedColumn(
      Field source,
      PgType stage,
      PgType target,
      Fidelity fidelity,
      boolean published,
      boolean identityAlways,
      String note) {
    this(source, stage, target, fidelity, published, identityAlways, note, Set.of());
  }

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
    return new PlannedColumn(
        source, type, target, fidelity, published, identityAlways, note, demands);
  }

  /** The same, asking one more thing of each cell. */
  public PlannedColumn demanding(Demand demand) {
    EnumSet<Demand> all = EnumSet.of(demand);
    all.addAll(demands);
    return new PlannedColumn(source, stage, target, fidelity, published, identityAlways, note, all);
  }

  /** The same with another note. */
  public PlannedColumn saying(String text) {
    return new PlannedColumn(
        source, stage, target, fidelity, published, identityAlways, text, demands);
  }

  /**
   * Whether the target's type does not hold every value, so that the stage has to have the source's
   * own.
   */
  public boolean narrows() {
    return fidelity == Fidelity.LOSSY || demands.contains(Demand.CONVERTS);
  }

  /** The same for people and for the host. */
  public ColumnMapping mapping() {
    return new ColumnMapping(
        source.name(), source.type(), source.name(), target.text(), fidelity, note);
  }
}
