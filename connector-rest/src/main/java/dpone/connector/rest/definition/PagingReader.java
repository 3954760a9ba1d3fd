package dpone.connector.rest.definition;

import static dpone.connector.rest.option.PaginationOptions.COLUMN;
import static dpone.connector.rest.option.PaginationOptions.CURSOR;
import static dpone.connector.rest.option.PaginationOptions.CURSOR_PARAM;
import static dpone.connector.rest.option.PaginationOptions.END;
import static dpone.connector.rest.option.PaginationOptions.KEYSET;
import static dpone.connector.rest.option.PaginationOptions.LIMIT;
import static dpone.connector.rest.option.PaginationOptions.LIMIT_PARAM;
import static dpone.connector.rest.option.PaginationOptions.LINK;
import static dpone.connector.rest.option.PaginationOptions.MORE;
import static dpone.connector.rest.option.PaginationOptions.NEXT;
import static dpone.connector.rest.option.PaginationOptions.NEXT_URL;
import static dpone.connector.rest.option.PaginationOptions.OFFSET;
import static dpone.connector.rest.option.PaginationOptions.OFFSET_PARAM;
import static dpone.connector.rest.option.PaginationOptions.PAGE;
import static dpone.connector.rest.option.PaginationOptions.PAGE_PARAM;
import static dpone.connector.rest.option.PaginationOptions.START_OFFSET;
import static dpone.connector.rest.option.PaginationOptions.START_PAGE;
import static dpone.connector.rest.option.PaginationOptions.TOTAL;
import static dpone.connector.rest.option.PaginationOptions.TYPE;

import dpone.spi.option.Options;
import dpone.toolkit.http.api.Ending;
import dpone.toolkit.http.api.Found;
import dpone.toolkit.http.api.Paging;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The group {@code pagination}. */
final class PagingReader {
  /** The options that belong to each way to page, beside those of all. */
  private static final Map<String, List<String>> OWN =
      Map.of(
          PAGE, List.of(PAGE_PARAM, START_PAGE, LIMIT, LIMIT_PARAM, END, TOTAL, MORE),
          OFFSET, List.of(OFFSET_PARAM, START_OFFSET, LIMIT, LIMIT_PARAM, END, TOTAL, MORE),
          CURSOR, List.of(CURSOR_PARAM, NEXT, LIMIT, LIMIT_PARAM),
          LINK, List.of(LIMIT, LIMIT_PARAM),
          NEXT_URL, List.of(NEXT, LIMIT, LIMIT_PARAM),
          KEYSET, List.of(CURSOR_PARAM, COLUMN, LIMIT, LIMIT_PARAM));

  private static final List<String> ALL =
      List.of(
          PAGE_PARAM,
          START_PAGE,
          OFFSET_PARAM,
          START_OFFSET,
          CURSOR_PARAM,
          NEXT,
          COLUMN,
          LIMIT,
          LIMIT_PARAM,
          END,
          TOTAL,
          MORE);

  private final Options options;
  private final Set<String> inTemplates;
  private final Complaints complaints;
  private final String type;

  /**
   * A reader.
   *
   * @param inTemplates variables that the request has places for
   * @param complaints of the group
   */
  PagingReader(Options options, Set<String> inTemplates, Complaints complaints) {
    this.options = options;
    this.inTemplates = inTemplates;
    this.complaints = complaints;
    this.type = options.string(TYPE);
  }

  Paging read() {
    List<String> others = new ArrayList<>(ALL);
    others.removeAll(OWN.getOrDefault(type, List.of()));
    complaints.unused(options, where(), others.toArray(String[]::new));
    return switch (type) {
      case PAGE ->
          new Paging.PageNumber(
              param(PAGE_PARAM, "page", "page"),
              options.findInteger(START_PAGE).orElse(1L),
              size(),
              ending());
      case OFFSET ->
          new Paging.Offset(
              param(OFFSET_PARAM, "offset", "offset"),
              options.findInteger(START_OFFSET).orElse(0L),
              size(),
              ending());
      case CURSOR ->
          new Paging.Cursor(param(CURSOR_PARAM, "token", null), found(NEXT, true), size());
      case LINK -> new Paging.Link(size());
      case NEXT_URL -> new Paging.NextUrl(found(NEXT, true), size());
      case KEYSET ->
          new Paging.Keyset(
              param(CURSOR_PARAM, "after", null),
              complaints.needed(options, COLUMN, where()),
              size());
      default -> new Paging.Single();
    };
  }

  private String where() {
    return "with pagination type " + type;
  }

  /** The parameter of a variable, unless the request has a place for it. */
  private @Nullable String param(String option, String variable, @Nullable String standard) {
    boolean placed = inTemplates.contains(variable);
    String given = options.findString(option).orElse("");
    if (!given.isEmpty() && placed) {
      throw complaints.of(
          option, "is given, and {" + variable + "} stands in the request: leave one of them out");
    }
    if (!given.isEmpty()) {
      return given;
    }
    if (placed) {
      return null;
    }
    if (standard == null || options.has(option)) {
      throw complaints.of(
          option, "is needed " + where() + ", unless {" + variable + "} stands in the request");
    }
    return standard;
  }

  private Paging.Size size() {
    boolean placed = inTemplates.contains("size");
    long limit = options.findInteger(LIMIT).orElse(0L);
    if (limit == 0) {
      if (options.has(LIMIT_PARAM) || placed) {
        throw complaints.of(LIMIT, "is needed, since the request is to have it");
      }
      return Paging.Size.ANY;
    }
    if (placed && options.has(LIMIT_PARAM)) {
      throw complaints.of(
          LIMIT_PARAM, "is given, and {size} stands in the request: leave one of them out");
    }
    String param = placed ? "" : options.findString(LIMIT_PARAM).orElse("limit");
    return new Paging.Size(param.isEmpty() ? null : param, (int) limit);
  }

  private Ending ending() {
    boolean total = options.has(TOTAL);
    boolean more = options.has(MORE);
    String rule = options.findString("end").orElse(total ? "total" : more ? "more" : "empty_page");
    if (rule.startsWith("total") && !total) {
      throw complaints.of(TOTAL, "is needed with end: " + rule);
    }
    if (rule.equals("more") != more) {
      throw complaints.of(
          MORE, more ? "means nothing with end: " + rule : "is needed with end: more");
    }
    if (rule.equals("short_page") && !options.has(LIMIT)) {
      throw complaints.of(LIMIT, "is needed with end: short_page");
    }
    return new Ending(
        Ending.Rule.valueOf(rule.toUpperCase(Locale.ROOT)),
        total ? found(TOTAL, false) : null,
        more ? found(MORE, false) : null);
  }

  private Found found(String option, boolean needed) {
    String text = needed ? complaints.needed(options, option, where()) : options.string(option);
    try {
      return Found.parse(text);
    } catch (IllegalArgumentException neither) {
      throw complaints.of(
          option, "is neither a JSON Pointer such as /meta/next nor header:NAME: " + text);
    }
  }
}
