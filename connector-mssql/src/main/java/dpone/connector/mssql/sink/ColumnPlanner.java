package dpone.connector.mssql.sink;

import dpone.connector.mssql.bulk.StageColumn;
import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.publish.HistorySql;
import dpone.connector.mssql.publish.TargetColumn;
import dpone.connector.mssql.sql.Sql;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.type.MsType;
import dpone.connector.mssql.type.TypeFit;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.Fidelity;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides column by column; asks nobody, so that every decision is tried offline. */
final class ColumnPlanner {
  /** Characters of a text in a key: the widest that a clustered index takes. */
  static final int KEY_CHARACTERS = 450;

  private final StreamLoad load;
  private final TableName target;
  private final @Nullable TableInfo existing;
  private final HistorySql.@Nullable Validity validity;
  final List<StageColumn> staged = new ArrayList<>();
  final List<TargetColumn> columns = new ArrayList<>();
  final List<TargetColumn> own = new ArrayList<>();
  final List<ColumnMapping> mappings = new ArrayList<>();
  final List<String> ddl = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  /**
   * A planner.
   *
   * @param validity columns of the target that the load itself fills, of a history
   */
  ColumnPlanner(
      StreamLoad load,
      TableName target,
      @Nullable TableInfo existing,
      HistorySql.@Nullable Validity validity) {
    this.load = load;
    this.target = target;
    this.existing = existing;
    this.validity = validity;
  }

  void plan() {
    List<Field> fields = load.schema().fields();
    for (int i = 0; i < fields.size(); i++) {
      Field field = fields.get(i);
      TypeFit.Choice natural = TypeFit.natural(field.type()).orElseThrow(() -> unmapped(field));
      StageColumn stage = new StageColumn(i + 1, field.type());
      staged.add(stage);
      ColumnInfo column = existing == null ? null : existing.find(field.name()).orElse(null);
      if (load.strategy().mode() == LoadMode.CDC_APPLY && ChangeSchema.isReserved(field.name())) {
        stagedOnly(field, stage, natural.type());
      } else if (column != null) {
        existing(field, stage, column);
      } else {
        fresh(field, stage, natural);
      }
    }
    if (columns.isEmpty()) {
      throw MsCode.SCHEMA_DRIFT
          .error("no column of the stream has a place in " + target)
          .at(Place.stream(load.stream()))
          .build();
    }
    if (existing == null) {
      createTable();
    } else {
      left(existing);
    }
  }

  /** An old key is compared with the key itself, and so has its type. */
  private void stagedOnly(Field field, StageColumn stage, MsType natural) {
    TargetColumn key = null;
    if (field.name().startsWith(ChangeSchema.OLD)) {
      String name = field.name().substring(ChangeSchema.OLD.length());
      for (int i = 0; i < columns.size(); i++) {
        key = mappings.get(i).source().equals(name) ? columns.get(i) : key;
      }
    }
    own.add(
        key == null
            ? new TargetColumn(field.name(), stage, natural, null, false)
            : new TargetColumn(
                ChangeSchema.OLD + key.name(), stage, key.type(), key.collation(), false));
  }

  private void existing(Field field, StageColumn stage, ColumnInfo column) {
    if (column.computed()) {
      throw MsCode.SCHEMA_DRIFT
          .error("the target computes or generates the column " + column.name())
          .at(Place.field(load.stream(), field.name()))
          .remedy("leave the column out of the stream")
          .build();
    }
    Fidelity fidelity =
        TypeFit.fits(field.type(), column.type())
            .orElseThrow(() -> drift(field, column.type(), MsCode.TYPE_DRIFT.remedy()));
    allow(field, column.type(), fidelity);
    add(field, stage, column.name(), column.type(), column, fidelity, "");
  }

  private void fresh(Field field, StageColumn stage, TypeFit.Choice natural) {
    if (existing != null && load.evolution().columns() != DriftPolicy.EVOLVE) {
      if (load.evolution().columns() == DriftPolicy.FREEZE) {
        notes.add("left out, since the target has no such column: " + field.name());
        return;
      }
      throw MsCode.SCHEMA_DRIFT
          .error("the target has no column " + field.name())
          .at(Place.field(load.stream(), field.name()))
          .build();
    }
    boolean key = load.strategy().uniqueKey().contains(field.name());
    boolean wide = key && !natural.type().indexable();
    MsType type =
        wide && natural.type().name().equals("nvarchar")
            ? MsType.sized("nvarchar", KEY_CHARACTERS)
            : natural.type();
    if (wide) {
      notes.add(
          field.name()
              + " is part of the key: nvarchar("
              + KEY_CHARACTERS
              + "), and a longer text is an error");
    }
    allow(field, type, natural.fidelity());
    add(field, stage, field.name(), type, null, natural.fidelity(), natural.note());
    if (existing != null) {
      ddl.add(
          "ALTER TABLE "
              + target.sql()
              + " ADD "
              + Sql.name(field.name())
              + " "
              + type.text()
              + " NULL");
    }
  }

  private void add(
      Field field,
      StageColumn stage,
      String name,
      MsType type,
      @Nullable ColumnInfo column,
      Fidelity fidelity,
      String note) {
    columns.add(
        new TargetColumn(
            name,
            stage,
            type,
            column == null ? null : column.collation(),
            column != null && column.identity()));
    mappings.add(new ColumnMapping(field.name(), field.type(), name, type.text(), fidelity, note));
  }

  private void allow(Field field, MsType type, Fidelity fidelity) {
    if (fidelity == Fidelity.LOSSY && !load.lossyAllowed().contains(field.name())) {
      throw drift(field, type, "change the type, or name the column in sink.allow_lossy");
    }
  }

  private DponeException drift(Field field, MsType type, String remedy) {
    return MsCode.TYPE_DRIFT
        .error(field.type().text() + " does not fit into " + type.text() + " without a loss")
        .at(Place.field(load.stream(), field.name()))
        .remedy(remedy)
        .build();
  }

  private DponeException unmapped(Field field) {
    return MsCode.TYPE_UNMAPPED
        .error("SQL Server has no type for " + field.type().text())
        .at(Place.field(load.stream(), field.name()))
        .remedy("cast the column to text or JSON at the source, or leave it out")
        .build();
  }

  private void createTable() {
    if (load.evolution().tables() != DriftPolicy.EVOLVE) {
      throw MsCode.TABLE_NOT_FOUND
          .error("there is no table " + target + ", and the policy forbids to make it")
          .at(Place.stream(load.stream()))
          .build();
    }
    Set<String> key = Set.copyOf(load.strategy().uniqueKey());
    List<String> parts = new ArrayList<>();
    for (TargetColumn column : columns) {
      boolean required = key.contains(column.name());
      parts.add(
          Sql.name(column.name())
              + " "
              + column.type().text()
              + (required ? " NOT NULL" : " NULL"));
    }
    boolean indexed =
        columns.stream().filter(c -> key.contains(c.name())).allMatch(c -> c.type().indexable());
    if (validity != null) {
      ddl.addAll(HistorySql.create(target, parts, load.strategy().uniqueKey(), validity, indexed));
      return;
    }
    if (!key.isEmpty() && indexed) {
      parts.add("PRIMARY KEY CLUSTERED (" + Sql.names(load.strategy().uniqueKey()) + ")");
    }
    ddl.add("CREATE TABLE " + target.sql() + " (" + String.join(", ", parts) + ")");
  }

  /** Columns that only the target has. */
  private void left(TableInfo table) {
    for (ColumnInfo column : table.columns()) {
      boolean filled = columns.stream().anyMatch(c -> c.name().equals(column.name()));
      boolean ours = validity != null && validity.names().contains(column.name());
      if (filled || ours || column.computed() || column.identity()) {
        continue;
      }
      if (load.evolution().columns() == DriftPolicy.FAIL) {
        throw MsCode.SCHEMA_DRIFT
            .error("the stream has no column " + column.name() + ", which the target has")
            .at(Place.stream(load.stream()))
            .build();
      }
      if (!column.nullable() && !column.defaulted()) {
        throw MsCode.SCHEMA_DRIFT
            .error("the target's column " + column.name() + " needs a value that the stream lacks")
            .at(Place.field(load.stream(), column.name()))
            .remedy("give the column a default, or let it be null")
            .build();
      }
      notes.add("stays as it is or takes its default: " + column.name());
    }
  }
}
