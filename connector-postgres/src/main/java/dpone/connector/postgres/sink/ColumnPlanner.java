package dpone.connector.postgres.sink;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.PlannedColumn;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.NaturalType;
import dpone.connector.postgres.type.PgType;
import dpone.connector.postgres.type.TypeFit;
import dpone.connector.postgres.type.TypeMapper;
import dpone.spi.Unsupported;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.Fidelity;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides for each column what becomes of it, and which changes of the target that takes. Pure. */
final class ColumnPlanner {
  private final StreamLoad load;
  private final TableName target;
  private final @Nullable TargetTable existing;
  private final Set<String> key;
  private final List<String> ddl = new ArrayList<>();

  ColumnPlanner(
      StreamLoad load, TableName target, @Nullable TargetTable existing, List<String> key) {
    this.load = load;
    this.target = target;
    this.existing = existing;
    this.key = Set.copyOf(key);
    refuseDiscard(load.evolution().columns(), "columns");
    refuseDiscard(load.evolution().dataTypes(), "data_types");
  }

  private static void refuseDiscard(DriftPolicy policy, String what) {
    if (policy == DriftPolicy.DISCARD) {
      throw Unsupported.what("postgres", "schema_evolution." + what + " discard");
    }
  }

  /** Changes of an existing table, in order; complete after all columns were planned. */
  List<String> ddl() {
    return ddl;
  }

  /**
   * Plans a column.
   *
   * @param spelled the source's own type, if the source is a PostgreSQL and this database has it
   */
  PlannedColumn plan(Field field, Optional<PgType> spelled) {
    ColumnInfo column =
        existing == null ? null : existing.relation().column(field.name()).orElse(null);
    if (column != null) {
      return column.generated() ? computed(field, column) : present(field, spelled, column);
    }
    PgType type = fresh(field, spelled);
    Fidelity fidelity = fidelity(field, spelled.orElse(null), type);
    if (existing == null) {
      return column(field, type, fidelity, "");
    }
    return switch (load.evolution().columns()) {
      case EVOLVE -> {
        ddl.add(
            "ALTER TABLE "
                + target.sql()
                + " ADD COLUMN "
                + Sql.name(field.name())
                + " "
                + type.text());
        yield column(field, type, fidelity, "new at the target");
      }
      case FREEZE -> leftOut(field, type, "left out: the target lacks it and is frozen");
      case FAIL ->
          throw PgCode.COLUMN_DRIFT
              .error("the target " + target + " has no column " + field.name())
              .at(Place.field(load.stream(), field.name()))
              .build();
      case DISCARD -> throw new IllegalStateException("refused before");
    };
  }

  private static PlannedColumn column(Field field, PgType type, Fidelity fidelity, String note) {
    return new PlannedColumn(field, type, type, fidelity, true, false, note);
  }

  private PlannedColumn leftOut(Field field, PgType type, String note) {
    if (key.contains(field.name())) {
      throw PgCode.COLUMN_DRIFT
          .error("the key column " + field.name() + " cannot be left out of " + target)
          .at(Place.field(load.stream(), field.name()))
          .build();
    }
    return new PlannedColumn(field, type, type, Fidelity.LOSSY, false, false, note);
  }

  private PlannedColumn computed(Field field, ColumnInfo column) {
    return new PlannedColumn(
        field,
        column.type(),
        column.type(),
        Fidelity.EXACT,
        false,
        false,
        "computed by the target itself");
  }

  private PlannedColumn present(Field field, Optional<PgType> spelled, ColumnInfo column) {
    Optional<Fidelity> fit = TypeFit.of(field.type(), spelled.orElse(null), column.type());
    if (fits(field, fit)) {
      return new PlannedColumn(
          field,
          column.type(),
          column.type(),
          fit.orElseThrow(),
          true,
          column.identityAlways(),
          fit.equals(Optional.of(Fidelity.LOSSY)) ? "lossy, as the manifest allows" : "");
    }
    return switch (load.evolution().dataTypes()) {
      case EVOLVE -> widened(field, spelled, column, fit);
      case FREEZE ->
          leftOut(
              field,
              column.type(),
              "left out: " + column.type().text() + " does not hold it and is frozen");
      case FAIL -> throw typeDrift(field, column.type(), fit);
      case DISCARD -> throw new IllegalStateException("refused before");
    };
  }

  private PlannedColumn widened(
      Field field, Optional<PgType> spelled, ColumnInfo column, Optional<Fidelity> fit) {
    PgType wider = fresh(field, spelled);
    boolean keepsAll =
        TypeFit.of(TypeMapper.map(column.type()).type(), column.type(), wider)
            .filter(f -> f != Fidelity.LOSSY)
            .isPresent();
    if (!keepsAll) {
      throw typeDrift(field, column.type(), fit);
    }
    ddl.add(
        "ALTER TABLE "
            + target.sql()
            + " ALTER COLUMN "
            + Sql.name(field.name())
            + " TYPE "
            + wider.text());
    return column(
        field,
        wider,
        fidelity(field, spelled.orElse(null), wider),
        "widened from " + column.type().text());
  }

  private PgType fresh(Field field, Optional<PgType> spelled) {
    return spelled
        .or(() -> NaturalType.of(field.type()))
        .orElseThrow(() ->
            PgCode.TYPE_UNMAPPED
                .error(
                    "no type of PostgreSQL holds "
                        + field.type().text()
                        + " ("
                        + field.nativeType()
                        + ")")
                .at(Place.field(load.stream(), field.name()))
                .build());
  }

  private Fidelity fidelity(Field field, @Nullable PgType spelled, PgType type) {
    Optional<Fidelity> fit = TypeFit.of(field.type(), spelled, type);
    if (!fits(field, fit)) {
      throw typeDrift(field, type, fit);
    }
    return fit.orElseThrow();
  }

  private boolean fits(Field field, Optional<Fidelity> fit) {
    return fit.isPresent()
        && (fit.get() != Fidelity.LOSSY || load.lossyAllowed().contains(field.name()));
  }

  private DponeException typeDrift(Field field, PgType type, Optional<Fidelity> fit) {
    String source =
        field.nativeType().isEmpty()
            ? field.type().text()
            : field.nativeType() + " (" + field.type().text() + ")";
    return PgCode.TYPE_DRIFT
        .error(
            "source type "
                + source
                + (fit.isPresent() ? " loses values in " : " cannot be converted to ")
                + "target type "
                + type.text()
                + " of "
                + target)
        .at(Place.field(load.stream(), field.name()))
        .build();
  }

  /** Checks the target's columns that the source lacks; they stay, and are filled by themselves. */
  List<String> checkAbsent() {
    List<String> notes = new ArrayList<>();
    if (existing == null) {
      return notes;
    }
    for (ColumnInfo column : existing.relation().columns()) {
      if (column.generated() || load.schema().find(column.name()).isPresent()) {
        continue;
      }
      if (load.evolution().columns() == DriftPolicy.FAIL) {
        throw PgCode.COLUMN_DRIFT
            .error("the source has no column " + column.name() + ", which " + target + " has")
            .at(Place.field(load.stream(), column.name()))
            .build();
      }
      if (column.notNull() && !column.hasDefault()) {
        throw PgCode.COLUMN_REQUIRED
            .error(
                "column "
                    + column.name()
                    + " of "
                    + target
                    + " may not be null and the source lacks it")
            .at(Place.field(load.stream(), column.name()))
            .build();
      }
      notes.add(
          "column "
              + column.name()
              + " is not in the source: it stays, new rows get "
              + (column.hasDefault() ? "its default" : "null"));
    }
    return notes;
  }
}
