package dpone.connector.clickhouse.target;

import dpone.connector.clickhouse.codec.Encodings;
import dpone.connector.clickhouse.codec.Fit;
import dpone.connector.clickhouse.error.ChCode;
import dpone.connector.clickhouse.sql.Sql;
import dpone.connector.clickhouse.sql.TableName;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.Fidelity;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides for each column what becomes of it, and which changes of the target that takes. Pure. */
public final class ColumnPlanner {
  private final StreamLoad load;
  private final TableName target;
  private final @Nullable TargetTable existing;
  private final Set<String> key;
  private final Set<String> ordered;
  private final Set<String> lowCardinality;
  private final List<String> alters = new ArrayList<>();

  /**
   * A planner of one stream.
   *
   * @param key columns that identify a row
   * @param ordered columns that the keys of a new table use
   * @param lowCardinality columns of a new table of few values
   */
  public ColumnPlanner(
      StreamLoad load,
      TableName target,
      @Nullable TargetTable existing,
      List<String> key,
      Set<String> ordered,
      Set<String> lowCardinality) {
    this.load = load;
    this.target = target;
    this.existing = existing;
    this.key = Set.copyOf(key);
    this.ordered = Set.copyOf(ordered);
    this.lowCardinality = Set.copyOf(lowCardinality);
  }

  /** Changes of an existing table, in order; complete after all columns were planned. */
  public List<String> alters() {
    return List.copyOf(alters);
  }

  /** Plans a column. */
  public PlannedColumn plan(Field field) {
    TargetTable.Column column =
        existing == null ? null : existing.column(field.name()).orElse(null);
    if (column != null) {
      return column.computed()
          ? left(field, column.type(), Fidelity.EXACT, false, "computed by the target itself")
          : present(field, column);
    }
    String type = fresh(field);
    if (existing == null) {
      return written(field, type, fidelity(field, type), "");
    }
    return switch (load.evolution().columns()) {
      case EVOLVE -> added(field, type);
      case FREEZE -> leftOut(field, type, false, "left out: the target lacks it and is frozen");
      case DISCARD ->
          leftOut(
              field,
              type,
              true,
              "left out: the target lacks it; rows with a value there are rejected");
      case FAIL ->
          throw ChCode.COLUMN_DRIFT
              .error("the target " + target + " has no column " + field.name())
              .at(Place.field(load.stream(), field.name()))
              .build();
    };
  }

  /** A column that the stage has and the target does not. */
  public PlannedColumn stagedOnly(Field field) {
    String type =
        NaturalType.of(new Field(field.name(), field.type(), true, ""), false)
            .orElseThrow(() -> unmapped(field));
    return new PlannedColumn(field, type, Fidelity.EXACT, true, false, false, "");
  }

  private static PlannedColumn written(Field field, String type, Fidelity fidelity, String note) {
    return new PlannedColumn(field, type, fidelity, true, true, false, note);
  }

  private static PlannedColumn left(
      Field field, String type, Fidelity fidelity, boolean absent, String note) {
    return new PlannedColumn(field, type, fidelity, false, false, absent, note);
  }

  private PlannedColumn leftOut(Field field, String type, boolean absent, String note) {
    if (key.contains(field.name())) {
      throw ChCode.COLUMN_DRIFT
          .error("the key column " + field.name() + " cannot be left out of " + target)
          .at(Place.field(load.stream(), field.name()))
          .build();
    }
    return left(field, type, Fidelity.LOSSY, absent, note);
  }

  private PlannedColumn added(Field field, String type) {
    if (key.contains(field.name()) && load.strategy().mode() != LoadMode.FULL_REFRESH) {
      throw ChCode.COLUMN_DRIFT
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
    alters.add("ADD COLUMN " + Sql.name(field.name()) + " " + type);
    return written(field, type, fidelity(field, type), "new at the target");
  }

  private PlannedColumn present(Field field, TargetTable.Column column) {
    Fit fit = Encodings.fit(field.type(), column.type()).orElse(null);
    if (fit != null && fit != Fit.NARROWER) {
      return nulls(field, column, fit == Fit.SAME ? Fidelity.EXACT : Fidelity.WIDENING);
    }
    if (fit != null && load.lossyAllowed().contains(field.name())) {
      return written(
          field,
          column.type(),
          Fidelity.LOSSY,
          "lossy, as the manifest allows: no value is changed, rows whose value does not fit are"
              + " rejected");
    }
    return switch (load.evolution().dataTypes()) {
      case EVOLVE -> widened(field, column, fit);
      case FREEZE ->
          leftOut(
              field,
              column.type(),
              false,
              "left out: " + column.type() + " does not hold it and is frozen");
      case DISCARD -> {
        if (fit == null) {
          throw drift(field, column.type(), false);
        }
        yield written(
            field, column.type(), Fidelity.EXACT, "rows whose value does not fit are rejected");
      }
      case FAIL -> throw drift(field, column.type(), fit != null);
    };
  }

  /** What becomes of nulls where the target takes none. A null in the key always ends the run. */
  private PlannedColumn nulls(Field field, TargetTable.Column column, Fidelity fidelity) {
    boolean takes = Encodings.takesNull(field.type(), column.type());
    if (takes || !field.nullable() || key.contains(field.name())) {
      return written(field, column.type(), fidelity, "");
    }
    if (load.evolution().dataTypes() == DriftPolicy.EVOLVE && !column.inKey()) {
      String nullable = nullable(column.type());
      if (!nullable.isEmpty()) {
        alters.add("MODIFY COLUMN " + Sql.name(field.name()) + " " + nullable);
        return written(field, nullable, fidelity, "takes nulls from now on");
      }
    }
    return written(field, column.type(), fidelity, noNull(column.type()));
  }

  private static String noNull(String type) {
    return type + " takes no null: a row with one is rejected";
  }

  private static String nullable(String type) {
    if (type.startsWith("LowCardinality(")) {
      return "LowCardinality(Nullable("
          + type.substring("LowCardinality(".length(), type.length() - 1)
          + "))";
    }
    boolean nested =
        type.startsWith("Array(") || type.startsWith("Map(") || type.startsWith("Tuple(");
    return nested ? "" : "Nullable(" + type + ")";
  }

  private PlannedColumn widened(Field field, TargetTable.Column column, @Nullable Fit fit) {
    String wider =
        NaturalType.of(
                new Field(field.name(), field.type(), field.nullable() || column.nullable(), ""),
                false)
            .orElseThrow(() -> unmapped(field));
    if (column.inKey() || !Widening.keepsAll(column.type(), wider)) {
      throw drift(field, column.type(), fit != null);
    }
    alters.add("MODIFY COLUMN " + Sql.name(field.name()) + " " + wider);
    return written(field, wider, fidelity(field, wider), "widened from " + column.type());
  }

  private String fresh(Field field) {
    String type =
        NaturalType.of(field, key.contains(field.name()) || ordered.contains(field.name()))
            .orElseThrow(() -> unmapped(field));
    return lowCardinality.contains(field.name()) && type.matches("(Nullable\\()?String\\)?")
        ? "LowCardinality(" + type + ")"
        : type;
  }

  private Fidelity fidelity(Field field, String type) {
    Fit fit = Encodings.fit(field.type(), type).orElseThrow(() -> drift(field, type, false));
    return fit == Fit.SAME ? Fidelity.EXACT : fit == Fit.WIDER ? Fidelity.WIDENING : Fidelity.LOSSY;
  }

  private DponeException unmapped(Field field) {
    return ChCode.TYPE_REFUSED
        .error(
            "no type of ClickHouse holds every "
                + field.type().text()
                + spelled(field.nativeType()))
        .at(Place.field(load.stream(), field.name()))
        .build();
  }

  private DponeException drift(Field field, String type, boolean narrows) {
    return ChCode.TYPE_DRIFT
        .error(
            "source type "
                + field.type().text()
                + spelled(field.nativeType())
                + (narrows ? " has values that do not fit " : " cannot be converted to ")
                + "target type "
                + type
                + " of "
                + target)
        .at(Place.field(load.stream(), field.name()))
        .build();
  }

  private static String spelled(String nativeType) {
    return nativeType.isEmpty() ? "" : " (" + nativeType + ")";
  }

  /**
   * Checks the target's columns that the source lacks; they stay, and are filled by themselves.
   *
   * @param own columns that the mode fills
   */
  public List<String> checkAbsent(Set<String> own) {
    List<String> notes = new ArrayList<>();
    if (existing == null) {
      return notes;
    }
    for (TargetTable.Column column : existing.columns()) {
      if (column.computed()
          || own.contains(column.name())
          || load.schema().find(column.name()).isPresent()) {
        continue;
      }
      if (load.evolution().columns() == DriftPolicy.FAIL) {
        throw ChCode.COLUMN_DRIFT
            .error("the source has no column " + column.name() + ", which " + target + " has")
            .at(Place.field(load.stream(), column.name()))
            .build();
      }
      notes.add(
          "column "
              + column.name()
              + " is not in the source: it stays, new rows get "
              + (column.kind().equals("DEFAULT")
                  ? "its default"
                  : column.nullable() ? "null" : "the empty value of " + column.type()));
    }
    return notes;
  }
}
