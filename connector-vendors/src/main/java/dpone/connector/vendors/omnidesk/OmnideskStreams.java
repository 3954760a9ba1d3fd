package dpone.connector.vendors.omnidesk;

import dpone.connector.vendors.plain.SpanOptions;
import dpone.spi.option.Options;
import dpone.spi.type.DataType;
import dpone.toolkit.format.cell.CellForm;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Ending;
import dpone.toolkit.http.api.Found;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.Step;
import dpone.toolkit.http.api.StreamDefinition;
import java.time.Duration;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;

/**
 * Streams of Omnidesk (https://omnidesk.ru/api/introduction/intro). Answers are objects whose keys
 * are numbers, each with one record under the name of its kind, and {@code total_count} beside
 * them. A list has at most 500 pages of 100 records, so long ones are read by windows of time: both
 * ends of a window belong to it, and the next one begins a second later.
 */
final class OmnideskStreams {
  static final String CASES = "cases";
  static final String MESSAGES = "messages";
  static final String USERS = "users";
  static final String STAFF = "staff";
  static final String GROUPS = "groups";
  static final String LABELS = "labels";

  static final String BY = "window_by";
  static final String PAGE = "page_size";
  static final int LARGEST_PAGE = 100;
  static final int MOST_PAGES = 500;

  static final ZoneId ZONE = ZoneOffset.UTC;

  private static final DataType TEXT = new DataType.Text();
  private static final DataType NUMBER = new DataType.Int(64);
  private static final DataType BOOL = new DataType.Bool();
  private static final DataType JSON = new DataType.Json();

  // RFC 1123 with an offset, such as Mon, 05 May 2014 00:15:17 +0300.
  private static final CellForm TIME = CellForm.of("EEE, dd MMM yyyy HH:mm:ss Z").emptyIsNull(true);

  private OmnideskStreams() {}

  /** Cases that were changed, or made, in windows of time. */
  static StreamDefinition cases(Options options) {
    return filtered(StreamDefinition.named(CASES), "cases.json", options)
        .slicedBy(windows(options))
        .paging(pages(options))
        .format(BodyFormat.Json.at("$.*.case"))
        .column(id("case_id"))
        .column("case_number", TEXT)
        .column("subject", TEXT)
        .column("user_id", NUMBER)
        .column("staff_id", NUMBER)
        .column("group_id", NUMBER)
        .column("status", TEXT)
        .column("priority", TEXT)
        .column("channel", TEXT)
        .column("recipient", TEXT)
        .column("cc_emails", TEXT)
        .column("bcc_emails", TEXT)
        .column("deleted", BOOL)
        .column("spam", BOOL)
        .column(time("created_at"))
        .column(time("updated_at"))
        // Not a time while a case is open: the vendor writes a hyphen.
        .column("closed_at", TEXT)
        .column("closing_speed", TEXT)
        .column("last_response_at", TEXT)
        .column("language_id", NUMBER)
        .column("custom_fields", JSON)
        .column("labels", JSON)
        .column("locked_labels", JSON)
        .column("rating", TEXT)
        .column("rating_comment", TEXT)
        .column("rated_staff_id", NUMBER)
        .key("case_id")
        .increment(SpanOptions.increment(options))
        .bounds(SpanOptions.bounds(CASES, options, ZONE))
        .note(
            "a case that changes while it is read moves to a later window: a run may have to begin anew")
        .build();
  }

  /** Messages of every case that {@link #cases} has for the same options. */
  static StreamDefinition messages(Options options) {
    return StreamDefinition.named(MESSAGES)
        .request(Request.get("cases/{case_id}/messages.json"))
        .slicedBy(new Slicing.Parents(cases(options), Map.of("case_id", "case_id"), true))
        .paging(pages(options))
        .format(BodyFormat.Json.at("$.*.message"))
        .column(ColumnDefinition.ofRequest("case_id", NUMBER, "case_id"))
        .column(id("message_id"))
        .column("user_id", NUMBER)
        .column("staff_id", NUMBER)
        .column("content", TEXT)
        .column("content_html", TEXT)
        .column("attachments", JSON)
        .column("note", BOOL)
        .column("sent_via_rule", BOOL)
        .column(time("created_at"))
        .column(time("sent_at"))
        .key("case_id", "message_id")
        .increment(new Increment("created_at", SpanOptions.increment(options).lookback()))
        .bounds(SpanOptions.bounds(MESSAGES, options, ZONE))
        .note("asks for the messages of every case that was changed in the span")
        .build();
  }

  /** Users that were changed, or made, in windows of time. */
  static StreamDefinition users(Options options) {
    return filtered(StreamDefinition.named(USERS), "users.json", options)
        .slicedBy(windows(options))
        .paging(pages(options))
        .format(BodyFormat.Json.at("$.*.user"))
        .column(id("user_id"))
        .column("user_full_name", TEXT)
        .column("company_name", TEXT)
        .column("company_position", TEXT)
        .column("thumbnail", TEXT)
        .column("confirmed", BOOL)
        .column("active", BOOL)
        .column("deleted", BOOL)
        .column(time("created_at"))
        .column(time("updated_at"))
        .column("type", TEXT)
        .column("user_email", TEXT)
        .column("user_phone", TEXT)
        .column("user_custom_id", TEXT)
        .column("note", TEXT)
        .column("language_id", NUMBER)
        .column("custom_fields", JSON)
        .column("linked_users", JSON)
        .key("user_id")
        .increment(SpanOptions.increment(options))
        .bounds(SpanOptions.bounds(USERS, options, ZONE))
        .build();
  }

  /** Who answers. */
  static StreamDefinition staff(Options options) {
    return StreamDefinition.named(STAFF)
        .request(Request.get("staff.json"))
        .paging(pages(options))
        .format(BodyFormat.Json.at("$.*.staff"))
        .column(id("staff_id"))
        .column("staff_email", TEXT)
        .column("staff_full_name", TEXT)
        .column("staff_signature", TEXT)
        .column("thumbnail", TEXT)
        .column("active", BOOL)
        .column(time("created_at"))
        .column(time("updated_at"))
        .key("staff_id")
        .bounds(SpanOptions.bounds(STAFF, options, ZONE))
        .build();
  }

  /** Departments. */
  static StreamDefinition groups(Options options) {
    return StreamDefinition.named(GROUPS)
        .request(Request.get("groups.json"))
        .paging(pages(options))
        .format(BodyFormat.Json.at("$.*.group"))
        .column(id("group_id"))
        .column("group_title", TEXT)
        .column("group_from_name", TEXT)
        .column("group_signature", TEXT)
        .column("active", BOOL)
        .column(time("created_at"))
        .column(time("updated_at"))
        .key("group_id")
        .bounds(SpanOptions.bounds(GROUPS, options, ZONE))
        .build();
  }

  /** What cases are marked with. */
  static StreamDefinition labels(Options options) {
    return StreamDefinition.named(LABELS)
        .request(Request.get("labels.json"))
        .paging(pages(options))
        .format(BodyFormat.Json.at("$.*.label"))
        .column(id("label_id"))
        .column("label_title", TEXT)
        .key("label_id")
        .bounds(SpanOptions.bounds(LABELS, options, ZONE))
        .build();
  }

  private static StreamDefinition.Builder filtered(
      StreamDefinition.Builder stream, String path, Options options) {
    boolean created = "created".equals(options.findString(BY).orElse("updated"));
    return stream.request(
        Request.get(path)
            .param(created ? "from_time" : "from_updated_time", "{from:unix}")
            .param(created ? "to_time" : "to_updated_time", "{last:unix}")
            .param("sort", created ? "created_at_asc" : "updated_at_asc"));
  }

  private static Slicing.Windows windows(Options options) {
    return new Slicing.Windows(
        Slicing.Unit.SECOND,
        new Step(Period.ofDays(15)),
        ZONE,
        new Step(Period.ofDays(365)),
        Duration.ofMinutes(1),
        new Slicing.Cap((long) MOST_PAGES * size(options), Duration.ofSeconds(1)));
  }

  private static Paging pages(Options options) {
    return new Paging.PageNumber(
        "page",
        1,
        new Paging.Size("limit", size(options)),
        new Ending(Ending.Rule.TOTAL, new Found.InBody("/total_count"), null));
  }

  private static int size(Options options) {
    return options.findInteger(PAGE).orElse((long) LARGEST_PAGE).intValue();
  }

  private static ColumnDefinition id(String name) {
    return ColumnDefinition.of(name, NUMBER).required();
  }

  private static ColumnDefinition time(String name) {
    return ColumnDefinition.of(name, new DataType.TimestampTz(0)).written(TIME);
  }
}
