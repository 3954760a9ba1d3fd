package dpone.connector.vendors.common;

import dpone.connector.vendors.plain.NativeTypes;
import dpone.spi.certify.TypeTable;
import dpone.spi.error.Place;
import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.format.cell.Epoch;
import dpone.toolkit.format.cell.NumberForm;
import dpone.toolkit.format.cell.TypeText;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.FeedCode;
import java.util.ArrayList;
import java.util.List;

/** Columns that a manifest declares, where a vendor has none that are the same for everybody. */
public final class ColumnOptions {
  /** The option. */
  public static final String SCHEMA = "schema";

  private static final String NAME = "name";
  private static final String TYPE = "type";
  private static final String NULLABLE = "nullable";
  private static final String POINTER = "pointer";

  private static final List<String> TYPES =
      List.of(
          "bool",
          "int32",
          "int64",
          "float64",
          "decimal(18,4)",
          "decimal(38,12)",
          "string",
          "date",
          "timestamp(3)",
          "timestamp(6)",
          "timestamptz(3)",
          "timestamptz(6)",
          "uuid",
          "json");

  private static final List<String> NUMBERS =
      List.of("int64", "float64", "decimal(18,4)", "decimal(38,12)");

  private static final List<String> TIMES = List.of("timestamp(3)", "timestamptz(6)");

  private ColumnOptions() {}

  /**
   * The option as data.
   *
   * @param without what happens where it is left out, as the end of a sentence
   */
  public static Option option(String without) {
    return Option.groups(
        SCHEMA,
        "Columns of the records, in order; without it " + without + ".",
        Option.of(NAME, OptionType.STRING, "Name of the column.").require(),
        Option.of(TYPE, OptionType.STRING, "Logical type.").require().example("decimal(18,2)"),
        Option.of(NULLABLE, OptionType.BOOLEAN, "Whether it may be null or missing.")
            .defaultsTo("true"),
        Option.of(
                POINTER,
                OptionType.STRING,
                "Where its value is: a JSON Pointer into the record; for a report a slash and the"
                    + " name in its first line; without it a field of the column's name.")
            .example("/customer/ids/mindboxId"),
        Option.of(
                "pattern", OptionType.STRING, "How a date or time is written, if not by ISO 8601.")
            .example("dd-MM-yyyy HH:mm:ss"),
        Option.of("zone", OptionType.STRING, "Time zone of a time that has none.")
            .example("Europe/Moscow"),
        Option.of("epoch", OptionType.STRING, "Unit of a date or time that is a number since 1970.")
            .oneOf("days", "seconds", "millis", "micros", "nanos"),
        Option.of("decimal", OptionType.STRING, "How numbers are written.")
            .oneOf("plain", "comma", "point")
            .defaultsTo("plain"));
  }

  /**
   * The columns; empty where none are declared.
   *
   * @param stream for messages
   * @throws dpone.spi.error.DponeException when a type is none
   */
  public static List<ColumnDefinition> read(String stream, Options options) {
    List<ColumnDefinition> columns = new ArrayList<>();
    for (Options group : options.groups(SCHEMA)) {
      columns.add(column(stream, group));
    }
    return columns;
  }

  private static ColumnDefinition column(String stream, Options group) {
    String name = group.string(NAME);
    DataType type;
    try {
      type = TypeText.parse(group.string(TYPE));
    } catch (RuntimeException malformed) {
      throw FeedCode.STREAM_OPTION
          .error("there is no type " + group.string(TYPE))
          .at(Place.field(stream, name))
          .remedy("write a logical type such as string, int64, decimal(18,2) or timestamptz(3)")
          .cause(malformed)
          .build();
    }
    String pointer =
        group.findString(POINTER).orElse("/" + name.replace("~", "~0").replace("/", "~1"));
    boolean nullable = !group.has(NULLABLE) || group.bool(NULLABLE);
    return new ColumnDefinition(
        new Field(name, type, nullable, ""),
        new ColumnDefinition.Source.InRecord(pointer),
        CellForm.of(group));
  }

  /** Types that a column can be declared with, and what their values are written as. */
  public static TypeTable types() {
    StreamDefinition.Builder all = StreamDefinition.named("types");
    TYPES.forEach(type -> add(all, type, CellForm.STANDARD));
    NUMBERS.forEach(type -> add(all, type, CellForm.STANDARD.with(NumberForm.COMMA)));
    NUMBERS.forEach(type -> add(all, type, CellForm.STANDARD.with(NumberForm.POINT)));
    add(all, "date", CellForm.of("dd.MM.yyyy"));
    add(all, "date", CellForm.of(Epoch.DAYS));
    TIMES.forEach(type -> add(all, type, CellForm.of("dd.MM.yyyy HH:mm")));
    for (Epoch unit : List.of(Epoch.SECONDS, Epoch.MILLIS, Epoch.MICROS, Epoch.NANOS)) {
      TIMES.forEach(type -> add(all, type, CellForm.of(unit)));
    }
    return NativeTypes.declaredTable(all.build());
  }

  private static void add(StreamDefinition.Builder all, String type, CellForm form) {
    String name = type + form;
    all.column(ColumnDefinition.of(name, TypeText.parse(type)).written(form));
  }
}
