package dpone.toolkit.format.infer;

import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.csv.CsvFields;
import dpone.toolkit.format.csv.CsvRules;
import dpone.toolkit.format.json.JsonCursor;
import dpone.toolkit.format.json.JsonPointer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds columns in a sample of records: for each field a type that holds all of its values exactly.
 * Numbers become int64 or decimal, and floating-point numbers only where that is asked for; a field
 * whose values are of several kinds, or nested, becomes json. Every column is nullable, since no
 * sample shows that a value is never missing. Columns are in the order in which they first appear.
 * Not thread-safe.
 */
public final class Inference {
  /** Columns beyond which the members of the records are no fields but data. */
  public static final int MOST_COLUMNS = 2_000;

  private final Map<String, Kind> kinds = new LinkedHashMap<>();
  private final List<String> pointer;
  private final boolean floats;
  private final boolean isText;
  private final JsonCursor in = new JsonCursor();
  private int records;
  private int objects;

  private Inference(List<String> pointer, boolean floats, boolean isText) {
    this.isText = isText;
    this.pointer = pointer;
    this.floats = floats;
  }

  /**
   * Of JSON records.
   *
   * @param pointer JSON Pointer to the object inside of each record whose members are the columns;
   *     empty for the record itself
   * @param floats whether fractions become float64 instead of decimal
   */
  public static Inference of(String pointer, boolean floats) {
    return new Inference(JsonPointer.tokens(pointer), floats, false);
  }

  /** Of CSV records, whose fields are added by {@link #addCsv}. */
  public static Inference ofText(boolean floats) {
    return new Inference(List.of(), floats, true);
  }

  /** Records that were looked at. */
  public int records() {
    return records;
  }

  /**
   * Looks at a JSON record. One that is no object, or no JSON, tells nothing: whoever reads it says
   * what is wrong with it.
   */
  public void addJson(byte[] data, int from, int to) {
    records++;
    try {
      // Checked as a whole first, so that half a record leaves no trace.
      in.open(data, from, to - from);
      in.skipValue(0);
      in.end();
      in.open(data, from, to - from);
      if (descend()) {
        objects++;
        members();
      }
    } catch (PoisonException e) {
      return;
    }
  }

  private boolean descend() {
    for (String name : pointer) {
      if (!member(name)) {
        return false;
      }
    }
    return in.peek() == '{';
  }

  private boolean member(String name) {
    if (in.peek() != '{') {
      return false;
    }
    in.advance();
    if (in.peek() == '}') {
      return false;
    }
    do {
      in.string();
      boolean isIt = in.token().equals(name);
      in.colon();
      if (isIt) {
        return true;
      }
      in.skipValue(1);
    } while (in.more('}'));
    return false;
  }

  private void members() {
    in.advance();
    if (in.peek() == '}') {
      return;
    }
    do {
      in.string();
      String name = in.token();
      in.colon();
      see(name, kind());
    } while (in.more('}'));
  }

  private Kind kind() {
    int first = in.peek();
    if (first == '-' || (first >= '0' && first <= '9')) {
      in.number();
      return Kind.ofNumber(in.token());
    }
    in.skipValue(1);
    return switch (first) {
      case '"' -> Kind.TEXT;
      case 't', 'f' -> Kind.BOOL;
      case 'n' -> Kind.NOTHING;
      default -> Kind.JSON;
    };
  }

  /**
   * Looks at a CSV record. A field is a number only where that is its usual form: {@code 007} and
   * {@code +7} are text.
   *
   * @param names of the fields; a record of another length tells nothing
   */
  public void addCsv(List<String> names, byte[] data, int from, int to, CsvRules rules) {
    records++;
    List<String> texts;
    try {
      texts = CsvFields.texts(data, from, to, rules);
    } catch (PoisonException e) {
      return;
    }
    if (texts.size() != names.size()) {
      return;
    }
    objects++;
    for (int i = 0; i < texts.size(); i++) {
      see(
          names.get(i),
          rules.nullTexts().contains(texts.get(i)) ? Kind.NOTHING : Kind.ofText(texts.get(i)));
    }
  }

  private void see(String name, Kind kind) {
    kinds.merge(name, kind, (a, b) -> a.with(b, isText));
    if (kinds.size() > MOST_COLUMNS) {
      throw FormatCode.COLUMNS_UNKNOWN
          .error("the sampled records have more than " + MOST_COLUMNS + " different fields")
          .build();
    }
  }

  /**
   * The columns.
   *
   * @throws dpone.spi.error.DponeException FORMAT_COLUMNS_UNKNOWN when no record has fields
   */
  public List<Field> fields() {
    if (kinds.isEmpty()) {
      throw FormatCode.COLUMNS_UNKNOWN
          .error(
              "none of "
                  + records
                  + " sampled records has fields"
                  + (objects > 0 ? "" : ", and none is an object"))
          .build();
    }
    return kinds.entrySet().stream()
        .map(e -> new Field(e.getKey(), e.getValue().type(floats, isText), true, ""))
        .toList();
  }

  /** What a field's values have in common. */
  private enum Kind {
    /** Null alone. */
    NOTHING,
    BOOL,
    WHOLE,
    FRACTION,
    TEXT,
    JSON;

    private static final int INT64_DIGITS = 18;

    Kind with(Kind other, boolean isText) {
      if (this == other || other == NOTHING) {
        return this;
      }
      if (this == NOTHING) {
        return other;
      }
      boolean numbers = isNumber() && other.isNumber();
      return numbers ? FRACTION : isText ? TEXT : JSON;
    }

    private boolean isNumber() {
      return this == WHOLE || this == FRACTION;
    }

    static Kind ofNumber(String number) {
      int digits = number.length() - (number.startsWith("-") ? 1 : 0);
      boolean isWhole = number.chars().allMatch(c -> c == '-' || (c >= '0' && c <= '9'));
      return isWhole && (digits <= INT64_DIGITS || fits(number)) ? WHOLE : FRACTION;
    }

    private static boolean fits(String number) {
      try {
        Long.parseLong(number);
        return true;
      } catch (NumberFormatException e) {
        return false;
      }
    }

    static Kind ofText(String text) {
      return text.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?") && text.length() <= 1000
          ? ofNumber(text)
          : TEXT;
    }

    DataType type(boolean floats, boolean isText) {
      return switch (this) {
        case BOOL -> new DataType.Bool();
        case WHOLE -> new DataType.Int(64);
        case FRACTION -> floats ? new DataType.FloatingPoint(64) : new DataType.AnyDecimal();
        case TEXT -> new DataType.Text();
        case NOTHING, JSON -> isText ? new DataType.Text() : new DataType.Json();
      };
    }
  }
}
