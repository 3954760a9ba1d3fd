package dpone.connector.rest.definition;

import static dpone.connector.rest.option.ResourceOptions.CHARSET;
import static dpone.connector.rest.option.ResourceOptions.CSV;
import static dpone.connector.rest.option.ResourceOptions.DELIMITER;
import static dpone.connector.rest.option.ResourceOptions.ENTRIES;
import static dpone.connector.rest.option.ResourceOptions.EXPLODE;
import static dpone.connector.rest.option.ResourceOptions.FORMAT;
import static dpone.connector.rest.option.ResourceOptions.HEADER;
import static dpone.connector.rest.option.ResourceOptions.NULL_TEXTS;
import static dpone.connector.rest.option.ResourceOptions.QUOTE;
import static dpone.connector.rest.option.ResourceOptions.RECORDS_PATH;

import dpone.connector.rest.option.SchemaOptions;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.toolkit.format.record.RecordPath;
import dpone.toolkit.http.api.BodyFormat;
import java.nio.charset.Charset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What answers are written in. */
final class FormatReader {
  private FormatReader() {}

  static BodyFormat read(Options options, Complaints complaints) {
    String format = options.string(FORMAT);
    String where = "with format " + format;
    boolean json = format.equals("json");
    if (!json) {
      complaints.unused(options, where, EXPLODE);
      if (options.bool(ENTRIES)) {
        throw complaints.of(ENTRIES, "means nothing " + where);
      }
    }
    if (!format.equals("csv")) {
      complaints.unused(options, where, CSV);
    }
    return switch (format) {
      case "json" -> json(options, complaints);
      case "jsonl" -> {
        complaints.unused(options, where, RECORDS_PATH);
        yield new BodyFormat.JsonLines();
      }
      case "csv" -> {
        complaints.unused(options, where, RECORDS_PATH);
        yield csv(options, complaints);
      }
      default -> {
        String path = complaints.needed(options, RECORDS_PATH, where);
        if (!path.startsWith("/")) {
          throw complaints.of(RECORDS_PATH, "is no path such as /Orders/Order: " + path);
        }
        yield new BodyFormat.Xml(path);
      }
    };
  }

  private static BodyFormat json(Options options, Complaints complaints) {
    String records = options.findString(RECORDS_PATH).orElse("$");
    String explode = options.findString(EXPLODE).orElse(null);
    path(records, RECORDS_PATH, complaints);
    if (explode != null) {
      path(explode, EXPLODE, complaints);
    }
    return new BodyFormat.Json(records, options.bool(ENTRIES), explode);
  }

  private static void path(String text, String option, Complaints complaints) {
    try {
      RecordPath.parse(text);
    } catch (DponeException bad) {
      throw complaints.of(option, "cannot be read: " + bad.what());
    }
  }

  private static BodyFormat csv(Options options, Complaints complaints) {
    Options csv = options.group(CSV);
    Complaints own = complaints.in(CSV);
    boolean header = !csv.has(HEADER) || csv.bool(HEADER);
    if (!header && options.groups(SchemaOptions.SCHEMA).isEmpty()) {
      throw complaints.of(
          SchemaOptions.SCHEMA, "is needed with csv.header: false, in the order of the fields");
    }
    String quote = csv.findString(QUOTE).orElse("\"");
    char between = one(csv.findString(DELIMITER).orElse(","), DELIMITER, own);
    char around = quote.isEmpty() ? '\0' : one(quote, QUOTE, own);
    if (between == around) {
      throw own.of(DELIMITER, "and quote cannot be the same");
    }
    return new BodyFormat.Csv(
        between,
        around,
        charset(csv, own),
        header,
        csv.has(NULL_TEXTS) ? csv.strings(NULL_TEXTS) : List.of(""));
  }

  private static char one(String text, String option, Complaints complaints) {
    String wanted = text.equals("\\t") ? "\t" : text;
    if (wanted.length() != 1 || wanted.charAt(0) > 126 || "\r\n".contains(wanted)) {
      throw complaints.of(option, "is not one character of ASCII: " + text);
    }
    return wanted.charAt(0);
  }

  private static @Nullable Charset charset(Options csv, Complaints complaints) {
    String name = csv.findString(CHARSET).orElse(null);
    if (name == null) {
      return null;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException none) {
      throw complaints.of(CHARSET, "is no charset that is known: " + name);
    }
  }
}
