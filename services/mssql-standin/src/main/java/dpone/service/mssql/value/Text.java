package dpone.service.mssql.value;

import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.Locale;
import java.util.UUID;

/** Text of values. */
final class Text {
  private Text() {}

  static String of(Object value, SqlType from, int style) {
    return switch (value) {
      case String text -> text;
      case Boolean bit -> bit ? "1" : "0";
      case BigDecimal number -> number.toPlainString();
      case Double number -> String.valueOf(number);
      case Float number -> String.valueOf(number);
      case UUID uuid -> uuid.toString().toUpperCase(Locale.ROOT);
      case byte[] bytes ->
          style == Convert.HEX
              ? "0x" + HexFormat.of().withUpperCase().formatHex(bytes)
              : Convert.units(bytes);
      case Number number -> number.toString();
      default -> Moments.text(value, from, style);
    };
  }

  /** Cut to the length of the type, filled up where it is fixed; what a code page lacks is ?. */
  static String fitted(String text, SqlType to) {
    int length =
        switch (to.kind()) {
          case NCHAR, NVARCHAR -> to.length() == SqlType.MAX ? Integer.MAX_VALUE : to.length() / 2;
          case CHAR, VARCHAR -> to.length() == SqlType.MAX ? Integer.MAX_VALUE : to.length();
          default -> Integer.MAX_VALUE;
        };
    String kept = text.length() > length ? text.substring(0, length) : text;
    boolean narrow = to.kind() == Kind.CHAR || to.kind() == Kind.VARCHAR || to.kind() == Kind.TEXT;
    if (narrow) {
      kept = new String(kept.getBytes(to.collation().charset()), to.collation().charset());
    }
    boolean fixed = to.kind() == Kind.CHAR || to.kind() == Kind.NCHAR;
    return fixed ? kept + " ".repeat(Math.max(0, length - kept.length())) : kept;
  }
}
