package dpone.toolkit.http.source;

import dpone.spi.batch.ColumnBatch;
import dpone.toolkit.format.cell.TextCell;
import dpone.toolkit.format.cell.TextCells;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Columns whose value is the same for all records of a page. Used by one thread. */
final class Constants {
  private record Constant(
      int index, String name, boolean required, TextCell cell, ColumnDefinition.Source source) {}

  private final List<Constant> constants = new ArrayList<>();
  private final Variables variables;
  private final Page page;
  private final byte[] @Nullable [] values;

  /** The columns of a page that do not come from its records. */
  Constants(List<ColumnDefinition> columns, Variables variables, Page page) {
    this.variables = variables;
    this.page = page;
    for (int i = 0; i < columns.size(); i++) {
      ColumnDefinition column = columns.get(i);
      if (isConstant(column)) {
        constants.add(
            new Constant(
                i,
                column.field().name(),
                !column.field().nullable(),
                TextCells.of(column.field().type(), column.form(), false)
                    .orElseThrow(() ->
                        new IllegalArgumentException(
                            "a constant of type " + column.field().type().text())),
                column.source()));
      }
    }
    this.values = new byte[constants.size()][];
  }

  /** Whether a column's value is the same for all records of a page. */
  static boolean isConstant(ColumnDefinition column) {
    return switch (column.source()) {
      case ColumnDefinition.Source.InRecord s -> false;
      case ColumnDefinition.Source.InParent s -> false;
      case ColumnDefinition.Source.OfRequest s -> true;
      case ColumnDefinition.Source.InEnvelope s -> true;
    };
  }

  /** Appends a cell to each of them. */
  @Nullable Poison append(ColumnBatch batch) {
    for (int i = 0; i < constants.size(); i++) {
      Constant constant = constants.get(i);
      byte[] value = values[i];
      if (value == null) {
        Optional<String> found = find(constant.source());
        if (found.isEmpty() && constant.required()) {
          return new Poison(
              FormatCode.VALUE_MISSING,
              constant.name(),
              "",
              "the value beside the records is missing, or stands behind them");
        }
        if (found.isEmpty()) {
          batch.column(constant.index()).appendNull();
          continue;
        }
        value = found.get().getBytes(StandardCharsets.UTF_8);
        values[i] = value;
      }
      try {
        constant.cell().append(value, 0, value.length, batch.column(constant.index()));
      } catch (PoisonException e) {
        return e.in(constant.name()).poison();
      }
    }
    return null;
  }

  private Optional<String> find(ColumnDefinition.Source source) {
    return switch (source) {
      case ColumnDefinition.Source.OfRequest s -> variables.find(s.name());
      case ColumnDefinition.Source.InEnvelope s -> page.envelope(s.pointer());
      case ColumnDefinition.Source.InRecord s -> Optional.empty();
      case ColumnDefinition.Source.InParent s -> Optional.empty();
    };
  }
}
