package dpone.connector.clickhouse.codec;

import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which logical types can be written as which of the server's types. Pure. */
public final class Encodings {
  /** Types that the server makes out of text by itself, and refuses what is none. */
  private static final Set<String> READS_TEXT = Set.of("IPv4", "IPv6", "JSON");

  /**
   * What stands around a type without a null of its own, such as {@code Array}, where its cells may
   * be left out: the server is given a tuple of 1 for a cell that is left out, and the value.
   */
  public static final String MAYBE = "Maybe";

  /** How many types may stand within each other. */
  private static final int DEEPEST = 100;

  private Encodings() {}

  /**
   * How a type of the server takes what arrives; empty if not at all.
   *
   * @param type the server's spelling
   */
  public static Optional<Fit> fit(DataType from, String type) {
    return find(from, type).map(Encoding::fit);
  }

  /** Whether a null can be written into a column of that type. */
  public static boolean takesNull(DataType from, String type) {
    return find(from, type).map(Encoding::takesNull).orElse(false);
  }

  /** A spelling that is no type, and one that the server itself would not read, has none. */
  static Optional<Encoding> find(DataType from, String type) {
    try {
      return within(from, type, DEEPEST);
    } catch (NumberFormatException | IndexOutOfBoundsException malformed) {
      return Optional.empty();
    }
  }

  private static Optional<Encoding> within(DataType from, String type, int depth) {
    if (depth == 0) {
      return Optional.empty();
    }
    TypeName to = TypeName.parse(type);
    return switch (to.name()) {
      case "Nullable" ->
          within(from, to.argument(), depth - 1)
              .map(e ->
                  new Encoding(
                      Nested.nullable(e.encoder()), "Nullable(" + e.sent() + ")", e.fit(), true));
      // What has no null of its own goes with a byte before it, which a map of nulls is laid out
      // as.
      case MAYBE ->
          within(from, to.argument(), depth - 1)
              .map(e ->
                  new Encoding(
                      Nested.nullable(e.encoder()),
                      "Tuple(UInt8, " + e.sent() + ")",
                      e.fit(),
                      true));
      case "LowCardinality" -> within(from, to.argument(), depth - 1);
      case "SimpleAggregateFunction" ->
          to.arguments().size() == 2
              ? within(from, to.arguments().get(1), depth - 1)
              : Optional.empty();
      default ->
          switch (from) {
            case DataType.Array array -> array(array, to, depth);
            case DataType.Mapping map -> map(map, to, depth);
            case DataType.Struct struct -> tuple(struct, to, depth);
            default -> scalar(from, to).map(e -> e.sent().isEmpty() ? e.sentAs(type) : e);
          };
    };
  }

  private static Optional<Encoding> scalar(DataType from, TypeName to) {
    return switch (from) {
      case DataType.Bool ignored ->
          to.name().equals("Bool") ? same(whole(1, true, 1, false)) : integer(to, 1, true);
      case DataType.Int whole -> integer(to, whole.bits(), false);
      case DataType.UInt64 ignored -> integer(to, 64, true);
      case DataType.FloatingPoint number -> floating(number, to);
      case DataType.Decimal decimal ->
          to.name().equals("String") && decimal.layout() == Layout.BYTES
              ? same(Texts.string())
              : decimal(decimal.precision(), decimal.scale(), to);
      case DataType.AnyDecimal ignored ->
          to.name().equals("String") ? same(Texts.string()) : decimal(0, 0, to);
      case DataType.Date ignored ->
          switch (to.name()) {
            case "Date32" -> same(Temporals.days(true));
            case "Date" -> encoding(Temporals.days(false), Fit.NARROWER);
            default -> Optional.empty();
          };
      case DataType.Time time -> time(time.precision(), to);
      case DataType.Timestamp stamp -> timestamp(stamp.precision(), to, false);
      case DataType.TimestampTz stamp -> timestamp(stamp.precision(), to, true);
      case DataType.Uuid ignored ->
          to.name().equals("UUID") ? same(Texts.uuid()) : Optional.empty();
      case DataType.Text ignored -> text(to);
      case DataType.Json ignored ->
          to.name().equals("JSON")
              ? encoding(Texts.string(), Fit.NARROWER).map(e -> e.sentAs("String"))
              : text(to);
      case DataType.Enumeration ignored -> text(to);
      case DataType.Bytes ignored ->
          switch (to.name()) {
            case "String" -> same(Texts.string());
            case "FixedString" -> encoding(Texts.fixed(to.number(0)), Fit.NARROWER);
            default -> Optional.empty();
          };
      case DataType.Interval ignored -> Optional.empty();
      case DataType.Array ignored -> Optional.empty();
      case DataType.Mapping ignored -> Optional.empty();
      case DataType.Struct ignored -> Optional.empty();
    };
  }

  private static Optional<Encoding> same(CellEncoder encoder) {
    return encoding(encoder, Fit.SAME);
  }

  /** Sent as the column's own type, which the caller knows. */
  private static Optional<Encoding> encoding(CellEncoder encoder, Fit fit) {
    return Optional.of(new Encoding(encoder, "", fit, false));
  }

  private static CellEncoder whole(int bytes, boolean unsigned, int bits, boolean fromUnsigned) {
    return new Integers(bytes, unsigned, bits, fromUnsigned);
  }

  private static Optional<Encoding> integer(TypeName to, int bits, boolean fromUnsigned) {
    boolean unsigned = to.name().startsWith("UInt");
    String width = to.name().replaceFirst("^U?Int", "");
    if (!to.name().matches("U?Int(8|16|32|64|128|256)")) {
      return Optional.empty();
    }
    int target = Integer.parseInt(width);
    boolean holds =
        fromUnsigned ? unsigned ? target >= bits : target > bits : !unsigned && target >= bits;
    Fit fit =
        !holds ? Fit.NARROWER : target == bits && unsigned == fromUnsigned ? Fit.SAME : Fit.WIDER;
    return encoding(whole(target / 8, unsigned, bits, fromUnsigned), fit);
  }

  private static Optional<Encoding> floating(DataType.FloatingPoint from, TypeName to) {
    return switch (to.name()) {
      case "Float32" ->
          encoding(new Floats(true, from.bits()), from.bits() == 32 ? Fit.SAME : Fit.NARROWER);
      case "Float64" ->
          encoding(new Floats(false, from.bits()), from.bits() == 64 ? Fit.SAME : Fit.WIDER);
      default -> Optional.empty();
    };
  }

  /** A precision of 0 is a decimal of any size. */
  private static Optional<Encoding> decimal(int precision, int scale, TypeName to) {
    if (to.name().equals("Decimal")) {
      int p = to.number(0);
      int s = to.arguments().size() > 1 ? to.number(1) : 0;
      if (p < 1 || p > 76 || s < 0 || s > p) {
        return Optional.empty();
      }
      boolean holds = precision > 0 && s >= scale && p - s >= precision - scale;
      Fit fit = !holds ? Fit.NARROWER : p == precision && s == scale ? Fit.SAME : Fit.WIDER;
      // Beyond 38 digits a batch has text, which is read like that of any size.
      int arriving = precision <= 38 ? precision : 0;
      return encoding(Decimals.decimal(p, s, arriving, scale), fit);
    }
    if (to.name().matches("U?Int(128|256)")) {
      boolean unsigned = to.name().startsWith("U");
      int bits = Integer.parseInt(to.name().replaceFirst("^U?Int", ""));
      boolean holds =
          precision > 0 && scale == 0 && !unsigned && precision <= (bits == 128 ? 38 : 76);
      return encoding(Decimals.whole(bits / 8, unsigned, scale), holds ? Fit.WIDER : Fit.NARROWER);
    }
    return Optional.empty();
  }

  private static Optional<Encoding> time(int precision, TypeName to) {
    return switch (to.name()) {
      case "Time64" -> {
        int scale = to.number(0);
        yield scale < 0 || scale > 9
            ? Optional.empty()
            : encoding(Temporals.times(precision, scale, 8), scaled(precision, scale));
      }
      case "Time" -> encoding(Temporals.times(precision, 0, 4), scaled(precision, 0));
      default -> Optional.empty();
    };
  }

  private static Fit scaled(int precision, int scale) {
    return scale == precision ? Fit.SAME : scale > precision ? Fit.WIDER : Fit.NARROWER;
  }

  /** A zone is how the server shows an instant; what is stored is the same with any. */
  private static Optional<Encoding> timestamp(int precision, TypeName to, boolean instant) {
    return switch (to.name()) {
      case "DateTime64" -> {
        int scale = to.number(0);
        boolean zoned = to.arguments().size() > 1;
        // Without a zone, a time would be shown in the server's; so only UTC keeps the wall clock.
        boolean keeps =
            instant || (zoned && TypeName.unquoted(to.arguments().get(1)).equals("UTC"));
        yield (keeps || !zoned) && scale >= 0 && scale <= 9
            ? encoding(Temporals.ticks(precision, scale), scaled(precision, scale))
            : Optional.empty();
      }
      case "DateTime" -> {
        boolean zoned = !to.arguments().isEmpty();
        boolean keeps = instant || !zoned || TypeName.unquoted(to.argument()).equals("UTC");
        yield keeps ? encoding(Temporals.seconds(precision), Fit.NARROWER) : Optional.empty();
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Encoding> text(TypeName to) {
    return switch (to.name()) {
      case "String" -> same(Texts.string());
      case "FixedString" -> encoding(Texts.fixed(to.number(0)), Fit.NARROWER);
      case "Enum8" -> encoding(Texts.enumeration(to.arguments(), false), Fit.NARROWER);
      case "Enum16" -> encoding(Texts.enumeration(to.arguments(), true), Fit.NARROWER);
      default ->
          READS_TEXT.contains(to.name())
              ? encoding(Texts.string(), Fit.NARROWER).map(e -> e.sentAs("String"))
              : Optional.empty();
    };
  }

  private static Optional<Encoding> array(DataType.Array from, TypeName to, int depth) {
    return to.name().equals("Array")
        ? within(from.element(), to.argument(), depth - 1)
            .map(e ->
                new Encoding(
                    Nested.array(e.encoder(), e.takesNull()),
                    "Array(" + e.sent() + ")",
                    e.fit(),
                    false))
        : Optional.empty();
  }

  private static Optional<Encoding> map(DataType.Mapping from, TypeName to, int depth) {
    if (!to.name().equals("Map") || to.arguments().size() != 2) {
      return Optional.empty();
    }
    Optional<Encoding> key = within(from.key(), to.arguments().get(0), depth - 1);
    Optional<Encoding> value = within(from.value(), to.arguments().get(1), depth - 1);
    if (key.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    CellEncoder pair =
        Nested.tuple(
            List.of(key.get().encoder(), value.get().encoder()),
            List.of(key.get().takesNull(), value.get().takesNull()));
    return Optional.of(
        new Encoding(
            Nested.array(pair, false),
            "Map(" + key.get().sent() + ", " + value.get().sent() + ")",
            worst(List.of(key.get(), value.get())),
            false));
  }

  private static Optional<Encoding> tuple(DataType.Struct from, TypeName to, int depth) {
    if (!to.name().equals("Tuple") || to.arguments().size() != from.fields().size()) {
      return Optional.empty();
    }
    List<Encoding> fields = new ArrayList<>();
    List<String> sent = new ArrayList<>();
    for (int i = 0; i < from.fields().size(); i++) {
      Field field = from.fields().get(i);
      String argument = to.arguments().get(i);
      String name = elementName(argument);
      Optional<Encoding> encoding =
          within(field.type(), argument.substring(name.length()).strip(), depth - 1);
      if (encoding.isEmpty()) {
        return Optional.empty();
      }
      fields.add(encoding.get());
      sent.add((name + " " + encoding.get().sent()).strip());
    }
    return Optional.of(
        new Encoding(
            Nested.tuple(
                fields.stream().map(Encoding::encoder).toList(),
                fields.stream().map(Encoding::takesNull).toList()),
            "Tuple(" + String.join(", ", sent) + ")",
            worst(fields),
            false));
  }

  /** The name in front of a type, as in {@code a UInt8}; empty if there is none. */
  private static String elementName(String argument) {
    if (argument.startsWith("`")) {
      int end = 1;
      while (argument.charAt(end) != '`') {
        end += argument.charAt(end) == '\\' ? 2 : 1;
      }
      return argument.substring(0, end + 1);
    }
    int space = argument.indexOf(' ');
    int open = argument.indexOf('(');
    return space > 0 && (open < 0 || space < open) ? argument.substring(0, space) : "";
  }

  private static Fit worst(List<Encoding> parts) {
    return parts.stream().map(Encoding::fit).max(Fit::compareTo).orElse(Fit.SAME);
  }
}
