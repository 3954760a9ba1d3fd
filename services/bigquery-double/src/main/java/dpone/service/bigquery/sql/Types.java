package dpone.service.bigquery.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads types and columns as statements write them. */
final class Types {
  private final Words words;

  private Types(String text) {
    this.words = new Words(text);
  }

  static SqlType parse(String text) {
    Types types = new Types(text);
    SqlType type = types.type();
    if (!types.words.ended()) {
      throw SqlFailure.unknown("the type " + text);
    }
    return type;
  }

  /** {@code `name` TYPE [NOT NULL]}. */
  static Column column(String text) {
    Types types = new Types(text);
    String name = types.words.name();
    SqlType type = types.type();
    boolean required = types.words.take("NOT", "NULL");
    if (!types.words.ended()) {
      throw SqlFailure.unknown("the column " + text);
    }
    return new Column(name, type, required);
  }

  static List<Column> columns(String list) {
    List<Column> columns = new ArrayList<>();
    Words.parts(list, true).forEach(part -> columns.add(column(part)));
    return columns;
  }

  private SqlType type() {
    String kind = words.next().text().toUpperCase(Locale.ROOT);
    return switch (kind) {
      case "ARRAY" -> SqlType.array(enclosed());
      case "RANGE" -> SqlType.range(enclosed());
      case "STRUCT" -> SqlType.struct(fields());
      default -> simple(kind);
    };
  }

  private SqlType enclosed() {
    words.need("<");
    SqlType element = type();
    words.need(">");
    return element;
  }

  private List<Column> fields() {
    words.need("<");
    List<Column> fields = new ArrayList<>();
    do {
      String name = words.name();
      fields.add(new Column(name, type(), false));
    } while (words.take(","));
    words.need(">");
    return fields;
  }

  private SqlType simple(String kind) {
    int precision = 0;
    int scale = 0;
    if (words.take("(")) {
      precision = Integer.parseInt(words.next().text());
      if (words.next().text().equals(",")) {
        scale = Integer.parseInt(words.next().text());
        words.next();
      }
    }
    return SqlType.simple(kind, precision, scale);
  }
}
