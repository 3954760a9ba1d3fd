package dpone.connector.postgres.sink;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.TargetTable;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.Demand;
import dpone.connector.postgres.publish.PlannedColumn;
import dpone.connector.postgres.sql.Sql;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.NaturalType;
import dpone.connector.postgres.type.PgType;
import dpone.connector.postgres.type.TypeFit;
import dpone.connector.postgres.type.TypeMapper;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.Fidelity;
import dpone.spi.sink.LoadMode;
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
  private final List<String> types = new ArrayList<>();
  private final List<PlannedColumn> added = new ArrayList<>();
  private final List<String> retyped = new ArrayList<>();

  ColumnPlanner(
      StreamLoad load, TableName target, @Nullable TargetTable existing, List<String> key) {
    this.load = load;
    this.target = target;
    this.existing = existing;
    this.key = Set.copyOf(key);
  }

  /** Changes of an existing table, in order; complete after all columns were planned. */
  List<String> ddl() {
    List<String> all = new ArrayList<>(ddl);
    if (!types.isEmpty()) {
      // One statement, so that a table that has to be rewritten is rewritten once.
      all.add("ALTER TABLE " + target.sql() + " " + String.join(", ", types));
    }
    return all;
  }

  /** Names of the columns that get another type; complete after all columns were planned. */
  List<String> retyped() {
    return retyped;
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
      case EVOLVE -> added(field, type, fidelity);
      case FREEZE -> leftOut(field, type, "left out: the target lacks it and is frozen");
      case DISCARD ->
          leftOut(
                  field,
                  type,
                  "left out: the target lacks it; rows with a value there are rejected")
              .demanding(Demand.ABSENT);
      case FAIL ->
          throw PgCode.COLUMN_DRIFT
              .error("the target " + target + " has no column " + field.name())
              .at(Place.field(load.stream(), field.name()))
              .build();
    };
  }

  private PlannedColumn added(Field field, PgType type, Fidelity fidelity) {
    if (key.contains(field.name()) && load.strategy().mode() != LoadMode.FULL_REFRESH) {
      throw PgCode.COLUMN_DRIFT
          .error(
              "the target "
                  + target
                  + " has no column "
                  + field.name()
                  + ", which is part of the key: its rows could not be found again")
          .at(Place.field(load.stream(), field.name()))
          .remedy("add the column to the target and fill it")
          .build();
    }
    ddl.add(
        "ALTER TABLE "
            + target.sql()
            + " ADD COLUMN "
            + Sql.name(field.name())
            + " "
            + type.text());
    PlannedColumn column = column(field, type, fidelity, "new at the target");
    added.add(column);
    return column;
  }

  /** A column that the stage has and the target does not, in the type in which it arrives. */
  PlannedColumn stagedOnly(Field field, Optional<PgType> spelled) {
    PgType type = fresh(field, spelled);
    return new PlannedColumn(field, type, type, Fidelity.EXACT, false, false, "");
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
      return nulls(
          column,
          new PlannedColumn(
              field,
              column.type(),
              column.type(),
              fit.orElseThrow(),
              true,
              column.identityAlways(),
              fit.equals(Optional.of(Fidelity.LOSSY)) ? "lossy, as the manifest allows" : ""));
    }
    return switch (load.evolution().dataTypes()) {
      case EVOLVE -> nulls(column, widened(field, spelled, column, fit));
      case FREEZE -> {
        if (column.notNull() && !column.hasDefault()) {
          throw required(column, "has a type that is frozen, and what arrives does not fit it");
        }
        yield leftOut(
            field,
            column.type(),
            "left out: " + column.type().text() + " does not hold it and is frozen");
      }
      case DISCARD ->
          nulls(
              column,
              new PlannedColumn(
                      field,
                      column.type(),
                      column.type(),
                      Fidelity.EXACT,
                      true,
                      column.identityAlways(),
                      "rows whose value does not convert without loss are rejected")
                  .demanding(Demand.CONVERTS));
      case FAIL -> throw typeDrift(field, column.type(), fit);
    };
  }

  /** What becomes of nulls where the target takes none. A null in the key always ends the run. */
  private PlannedColumn nulls(ColumnInfo column, PlannedColumn planned) {
    if (!column.notNull() || !planned.source().nullable() || key.contains(column.name())) {
      return planned;
    }
    boolean identifies =
        existing != null && existing.relation().primaryKey().contains(column.name());
    if (load.evolution().dataTypes() == DriftPolicy.EVOLVE && !identifies && !column.hasDefault()) {
      types.add("ALTER COLUMN " + Sql.name(column.name()) + " DROP NOT NULL");
      String note = planned.note();
      return planned.saying((note.isEmpty() ? "" : note + "; ") + "takes nulls from now on");
    }
    return planned.demanding(Demand.NOT_NULL);
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
    types.add("ALTER COLUMN " + Sql.name(field.name()) + " TYPE " + wider.text());
    retyped.add(field.name());
    return column(
        field,
        wider,
        fidelity(field, spelled.orElse(null), wider),
        "widened from " + column.type().text() + ", " + cost(column.type(), wider));
  }

  private String cost(PgType from, PgType wider) {
    if (load.strategy().mode() == LoadMode.FULL_REFRESH) {
      return "while the table is empty";
    }
    return Widening.keepsRows(from, wider)
        ? "which is cheap: no row is written again"
        : "which rewrites the table under an exclusive lock";
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

  /**
   * Checks the target's columns that the source lacks; they stay, and are filled by themselves.
   *
   * @param own columns that the mode fills
   */
  List<String> checkAbsent(Set<String> own) {
    List<String> notes = new ArrayList<>();
    if (existing == null) {
      return notes;
    }
    for (ColumnInfo column : existing.relation().columns()) {
      if (column.generated()
          || own.contains(column.name())
          || load.schema().find(column.name()).isPresent()) {
        continue;
      }
      if (load.evolution().columns() == DriftPolicy.FAIL) {
        throw PgCode.COLUMN_DRIFT
            .error("the source has no column " + column.name() + ", which " + target + " has")
            .at(Place.field(load.stream(), column.name()))
            .build();
      }
      if (column.notNull() && !column.hasDefault()) {
        throw required(column, "may not be null and the source lacks it");
      }
      notes.add(
          "column "
              + column.name()
              + " is not in the source: it stays, new rows get "
              + (column.hasDefault() ? "its default" : "null"));
      renamed(column).ifPresent(notes::add);
    }
    return notes;
  }

  private DponeException required(ColumnInfo column, String why) {
    return PgCode.COLUMN_REQUIRED
        .error("column " + column.name() + " of " + target + " " + why)
        .at(Place.field(load.stream(), column.name()))
        .build();
  }

  /** One that is gone and one that is new, of one type: nobody but the user can tell. */
  private Optional<String> renamed(ColumnInfo gone) {
    List<String> alike =
        added.stream()
            .filter(a -> a.target().text().equals(gone.type().text()))
            .map(PlannedColumn::name)
            .toList();
    return alike.size() != 1
        ? Optional.empty()
        : Optional.of(
            "this looks like a rename of "
                + gone.name()
                + " to "
                + alike.get(0)
                + ": earlier rows keep their values in "
                + gone.name()
                + "; to carry them over, rename the target's column before the run");
  }
}
