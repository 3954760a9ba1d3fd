package dpone.connector.rest.definition;

import static dpone.connector.rest.option.SchemaOptions.DECIMAL;
import static dpone.connector.rest.option.SchemaOptions.ENVELOPE;
import static dpone.connector.rest.option.SchemaOptions.EPOCH;
import static dpone.connector.rest.option.SchemaOptions.NAME;
import static dpone.connector.rest.option.SchemaOptions.NULLABLE;
import static dpone.connector.rest.option.SchemaOptions.OF;
import static dpone.connector.rest.option.SchemaOptions.OUTER;
import static dpone.connector.rest.option.SchemaOptions.PATTERN;
import static dpone.connector.rest.option.SchemaOptions.POINTER;
import static dpone.connector.rest.option.SchemaOptions.RECORD;
import static dpone.connector.rest.option.SchemaOptions.SCHEMA;
import static dpone.connector.rest.option.SchemaOptions.TYPE;
import static dpone.connector.rest.option.SchemaOptions.VARIABLE;
import static dpone.connector.rest.option.SchemaOptions.ZONE;

import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.TypeText;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.ColumnDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns of {@code schema}. */
final class ColumnsReader {
  private final BodyFormat format;
  private final Set<String> variables;
  private final Complaints complaints;

  /**
   * A reader.
   *
   * @param variables that tell one request from another
   */
  ColumnsReader(BodyFormat format, Set<String> variables, Complaints complaints) {
    this.format = format;
    this.variables = variables;
    this.complaints = complaints;
  }

  List<ColumnDefinition> read(Options options) {
    List<ColumnDefinition> columns = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (Options group : options.groups(SCHEMA)) {
      String name = group.string(NAME);
      if (!names.add(name)) {
        throw complaints.of(SCHEMA, "has the column " + name + " twice");
      }
      columns.add(column(group, name));
    }
    return columns;
  }

  private ColumnDefinition column(Options group, String name) {
    Complaints own =
        new Complaints(complaints.stream(), complaints.prefix() + SCHEMA + "[" + name + "].");
    DataType type;
    try {
      type = TypeText.parse(group.string(TYPE));
    } catch (DponeException none) {
      throw own.of(TYPE, "is none: " + group.string(TYPE));
    }
    ColumnDefinition.Source source = source(group, name, own);
    boolean nullable = group.bool(NULLABLE);
    return new ColumnDefinition(
        new Field(name, type, nullable, ""), source, form(group, type, source, own));
  }

  private ColumnDefinition.Source source(Options group, String name, Complaints own) {
    String variable = group.findString(VARIABLE).orElse(null);
    if (variable != null) {
      own.unused(group, "beside variable", POINTER);
      if (!group.string(OF).equals(RECORD)) {
        throw own.of(OF, "means nothing beside variable");
      }
      if (!variables.contains(variable)) {
        throw own.of(VARIABLE, "is none of this request: " + variable + "; there are " + variables);
      }
      return new ColumnDefinition.Source.OfRequest(variable);
    }
    String pointer = group.findString(POINTER).orElse(null);
    if (pointer != null && !pointer.isEmpty() && !pointer.startsWith("/")) {
      throw own.of(POINTER, "is no JSON Pointer such as /address/city: " + pointer);
    }
    String place = pointer == null ? "/" + name.replace("~", "~0").replace("/", "~1") : pointer;
    String of = group.string(OF);
    if (of.equals(OUTER)) {
      if (!(format instanceof BodyFormat.Json json) || json.explode() == null) {
        throw own.of(OF, "is outer, and nothing is exploded");
      }
      return new ColumnDefinition.Source.InParent(place);
    }
    if (of.equals(ENVELOPE)) {
      if (format instanceof BodyFormat.JsonLines || format instanceof BodyFormat.Csv) {
        throw own.of(OF, "is envelope, and nothing stands beside the records of this format");
      }
      return new ColumnDefinition.Source.InEnvelope(place);
    }
    return new ColumnDefinition.Source.InRecord(place);
  }

  private static CellForm form(
      Options group, DataType type, ColumnDefinition.Source source, Complaints own) {
    if (source instanceof ColumnDefinition.Source.OfRequest) {
      own.unused(group, "beside variable", EPOCH, PATTERN, ZONE, DECIMAL);
    }
    boolean time =
        switch (type) {
          case DataType.Date t -> true;
          case DataType.Time t -> true;
          case DataType.Timestamp t -> true;
          case DataType.TimestampTz t -> true;
          default -> false;
        };
    if (!time) {
      own.unused(group, "with type " + type.text(), EPOCH, PATTERN);
    }
    if (!(type instanceof DataType.TimestampTz)) {
      own.unused(group, "with type " + type.text(), ZONE);
    }
    if (group.has(EPOCH)) {
      own.unused(group, "beside epoch", PATTERN, ZONE);
    }
    boolean number =
        switch (type) {
          case DataType.Int t -> true;
          case DataType.UInt64 t -> true;
          case DataType.Decimal t -> true;
          case DataType.AnyDecimal t -> true;
          case DataType.FloatingPoint t -> true;
          default -> false;
        };
    if (!number) {
      own.unused(group, "with type " + type.text(), DECIMAL);
    }
    try {
      return CellForm.of(group);
    } catch (DponeException bad) {
      String option = group.has(PATTERN) && !group.has(ZONE) ? PATTERN : ZONE;
      throw own.of(option, "cannot be used: " + bad.what());
    }
  }
}
