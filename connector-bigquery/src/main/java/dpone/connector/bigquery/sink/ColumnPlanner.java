package dpone.connector.bigquery.sink;

import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.sql.SqlColumn;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.table.TableSql;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.Conversion;
import dpone.connector.bigquery.type.FileFormat;
import dpone.connector.bigquery.type.Kind;
import dpone.connector.bigquery.type.NaturalType;
import dpone.connector.bigquery.type.StageType;
import dpone.connector.bigquery.type.Widening;
import dpone.spi.error.Place;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.Fidelity;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides for each column what becomes of it, and which changes of the target that takes. */
final class ColumnPlanner {
  private static final List<String> RESERVED =
      List.of("_table_", "_file_", "_partition", "_row_timestamp", "__root__", "_colidentifier");

  private final StreamLoad load;
  private final TableName target;
  private final @Nullable Target existing;
  private final List<String> key;
  private final NaturalType natural;
  private final FileFormat format;

  final List<ColumnMapping> mappings = new ArrayList<>();
  final List<EncodedColumn> encoded = new ArrayList<>();
  final List<SqlColumn> published = new ArrayList<>();
  final List<BqField> fresh = new ArrayList<>();
  final List<String> alters = new ArrayList<>();
  final List<String> notes = new ArrayList<>();

  ColumnPlanner(
      StreamLoad load,
      TableName target,
      @Nullable Target existing,
      List<String> key,
      NaturalType natural,
      FileFormat format) {
    this.load = load;
    this.target = target;
    this.existing = existing;
    this.key = key;
    this.natural = natural;
    this.format = format;
  }

  /** A column that is staged and does not go to the target, such as the kind of a change. */
  void stageOnly(Field field) {
    encoded.add(new EncodedColumn(field.name(), true, false, false, asText(field, null)));
    mappings.add(
        new ColumnMapping(
            field.name(),
            field.type(),
            field.name(),
            StageType.of(field.type(), false).text(),
            Fidelity.EXACT,
            "of the change itself: staged, not published"));
  }

  void plan(Field field, int index, boolean ofChanges) {
    BqField there = existing == null ? null : existing.column(field.name()).orElse(null);
    if (there != null) {
      present(field, index, there, ofChanges);
      return;
    }
    checkName(field);
    NaturalType.Taken taken = fresh(field);
    if (existing != null) {
      switch (load.evolution().columns()) {
        case EVOLVE ->
            alters.add(TableSql.add(target, new BqField(field.name(), taken.type(), false)));
        case FREEZE -> {
          left(field, taken.type(), false, "the target has no such column and stays as it is");
          return;
        }
        case DISCARD -> {
          left(
              field,
              taken.type(),
              true,
              "the target has no such column: rows with a value are rejected");
          return;
        }
        case FAIL ->
            throw BqCode.COLUMN_MISSING
                .error("the target " + target + " has no column " + field.name())
                .at(Place.field(load.stream(), field.name()))
                .build();
      }
    }
    boolean required = key.contains(field.name()) && existing == null;
    BqField made = new BqField(field.name(), taken.type(), required);
    fresh.add(made);
    take(field, index, made, taken.fidelity(), taken.note(), ofChanges);
  }

  private void checkName(Field field) {
    String lower = field.name().toLowerCase(Locale.ROOT);
    boolean malformed =
        field.name().isEmpty()
            || field.name().length() > 300
            || field.name().matches(".*[!\"$()*,./;?@\\[\\]\\\\^`{}~].*");
    if (malformed || RESERVED.stream().anyMatch(lower::startsWith)) {
      throw BqCode.COLUMN_NAME
          .error("BigQuery takes no column of the name " + field.name())
          .at(Place.field(load.stream(), field.name()))
          .build();
    }
  }

  private NaturalType.Taken fresh(Field field) {
    return switch (natural.of(field)) {
      case NaturalType.Taken taken -> taken;
      case NaturalType.Refused refused ->
          throw BqCode.TYPE_REFUSED
              .error("BigQuery has no type for " + field.type().text())
              .at(Place.field(load.stream(), field.name()))
              .remedy(refused.remedy())
              .build();
    };
  }

  private void present(Field field, int index, BqField there, boolean ofChanges) {
    BqType stage = StageType.of(field.type(), asText(field, there.type()));
    Conversion found = Conversion.find(field.type(), stage, there.type()).orElse(null);
    if (found != null) {
      boolean list = there.type().kind() == Kind.ARRAY && field.nullable();
      take(
          field,
          index,
          there,
          list ? Fidelity.LOSSY : found.fidelity(),
          list ? NaturalType.NULL_LIST : found.note(),
          ofChanges);
      return;
    }
    if (load.evolution().dataTypes() == DriftPolicy.EVOLVE
        && natural.of(field) instanceof NaturalType.Taken taken) {
      BqType wider = Widening.of(there.type(), taken.type()).orElse(null);
      if (wider != null) {
        alters.add(TableSql.widen(target, there.name(), wider));
        take(
            field,
            index,
            new BqField(there.name(), wider, there.required()),
            taken.fidelity(),
            "the column is widened from " + there.type().text(),
            ofChanges);
        return;
      }
    }
    throw BqCode.TYPE_CHANGED
        .error(
            "the target's column is "
                + there.type().text()
                + ", which does not hold every value of "
                + field.type().text())
        .at(Place.field(load.stream(), field.name()))
        .build();
  }

  private void take(
      Field field, int index, BqField to, Fidelity fidelity, String note, boolean ofChanges) {
    if (fidelity == Fidelity.LOSSY && !load.lossyAllowed().contains(field.name())) {
      throw BqCode.LOSSY_REFUSED
          .error(field.type().text() + " as " + to.type().text() + ": " + note)
          .at(Place.field(load.stream(), field.name()))
          .build();
    }
    boolean text = asText(field, to.type());
    BqType stage = StageType.of(field.type(), text);
    // Of changes, a delete carries its key alone.
    boolean required = to.required() && to.type().kind() != Kind.ARRAY && !ofChanges;
    encoded.add(new EncodedColumn(field.name(), true, required, false, text));
    mappings.add(
        new ColumnMapping(field.name(), field.type(), to.name(), to.type().text(), fidelity, note));
    published.add(
        new SqlColumn(
            to.name(),
            Conversion.sql("s." + StageType.column(index), format.stage(stage), stage, to.type()),
            Conversion.comparison(to.type())));
    if (key.contains(field.name()) && !to.type().kind().comparable()) {
      throw BqCode.KEY_MISSING
          .error("a key of type " + to.type().text() + " cannot be compared")
          .at(Place.field(load.stream(), field.name()))
          .build();
    }
  }

  private void left(Field field, BqType type, boolean absent, String note) {
    encoded.add(new EncodedColumn(field.name(), false, false, absent, false));
    mappings.add(
        new ColumnMapping(
            field.name(), field.type(), field.name(), type.text(), Fidelity.EXACT, note));
  }

  private boolean asText(Field field, @Nullable BqType target) {
    return field.type() instanceof DataType.AnyDecimal
        && (target == null
            ? natural.unconstrained().equals("string")
            : target.kind() == Kind.STRING);
  }

  /** Columns of the target that the stream does not have. */
  void absent(Set<String> own) {
    if (existing == null) {
      return;
    }
    for (BqField field : existing.fields()) {
      boolean given = published.stream().anyMatch(c -> c.name().equalsIgnoreCase(field.name()));
      if (given || own.contains(field.name())) {
        continue;
      }
      if (load.evolution().columns() == DriftPolicy.FAIL) {
        throw BqCode.COLUMN_REQUIRED
            .error("the stream has no column " + field.name() + ", which the target has")
            .at(Place.stream(load.stream()))
            .remedy("deliver the column, or set schema_evolution.columns to another policy")
            .build();
      } else if (!field.required()) {
        notes.add("the target's column " + field.name() + " gets null in new rows");
      } else if (load.evolution().columns() == DriftPolicy.EVOLVE) {
        alters.add(TableSql.relax(target, field.name()));
        notes.add("the target's column " + field.name() + " may be null from now on");
      } else {
        throw BqCode.COLUMN_REQUIRED
            .error("the stream has no column " + field.name() + ", which the target requires")
            .at(Place.stream(load.stream()))
            .build();
      }
    }
  }
}
