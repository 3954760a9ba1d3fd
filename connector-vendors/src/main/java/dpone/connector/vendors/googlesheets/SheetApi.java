package dpone.connector.vendors.googlesheets;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dpone.spi.context.ConnectorContext;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.DataType;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpSession;
import dpone.toolkit.http.page.HttpFeed;
import dpone.toolkit.http.page.PageFeed;
import dpone.toolkit.http.source.Api;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The tabs of a spreadsheet as streams. */
final class SheetApi implements Api {
  /** Id of the connector. */
  static final String ID = "google-sheets";

  /** Rows by which columns are found. */
  private static final int SAMPLE = 200;

  /** Pages of a tab; a spreadsheet has at most ten million cells. */
  private static final int MOST_PAGES = 10_000_000;

  /** For so long a tab is taken to be as it was described, so that few requests are spent on it. */
  private static final Duration KEPT = Duration.ofSeconds(30);

  private static final ObjectMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  private final SheetSettings settings;
  private final ConnectorContext context;
  private final HttpSession session;
  private final SheetCalls calls;
  private final Map<String, Known> known = new ConcurrentHashMap<>();

  /** A stream as it was described. */
  private record Known(Options options, SheetPlan plan, Instant at) {}

  SheetApi(SheetSettings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
    this.session = HttpSession.open(settings.http(), context);
    this.calls = new SheetCalls(settings.root(), settings.spreadsheet());
  }

  @Override
  public String connector() {
    return ID;
  }

  @Override
  public OptionSpec streamOptions() {
    return SheetOptions.STREAM;
  }

  @Override
  public List<String> streams() {
    return settings.published() ? List.of() : SheetTab.titles(ask(calls.tabs()));
  }

  @Override
  public StreamDefinition stream(StreamSelection selection) {
    if (settings.published()) {
      return Published.stream(settings.spreadsheet(), selection);
    }
    SheetPlan plan = plan(selection);
    StreamDefinition.Builder stream =
        StreamDefinition.named(selection.name())
            .request(Request.get("v4/spreadsheets/" + settings.spreadsheet()))
            .format(BodyFormat.Json.at("/values"))
            .bounds(Bounds.STANDARD.withEmptyPages().pages(MOST_PAGES))
            .note("reads " + plan.range(plan.firstRow(), plan.lastRow()));
    plan.columns().definitions().forEach(stream::column);
    if (number(selection.options())) {
      stream.column(ColumnDefinition.of(SheetRows.NUMBER, new DataType.Int(64)).required());
    }
    return stream.build();
  }

  private static boolean number(Options options) {
    return options.has(SheetOptions.ROW_NUMBER) && options.bool(SheetOptions.ROW_NUMBER);
  }

  private SheetPlan plan(StreamSelection selection) {
    String name = selection.name();
    Options options = selection.options();
    Instant now = context.clock().instant();
    Known before = known.get(name);
    if (before != null
        && before.options().equals(options)
        && now.isBefore(before.at().plus(KEPT))) {
      return before.plan();
    }
    SheetTab tab = SheetTab.of(name, options, ask(calls.tabs()));
    A1 area = tab.area();
    int header =
        options.findInteger(SheetOptions.HEADER_ROW).orElse((long) area.firstRow()).intValue();
    int skip = options.findInteger(SheetOptions.SKIP_ROWS).orElse(0L).intValue();
    int top = header == 0 ? area.firstRow() : header;
    int bottom = (int) Math.min(area.lastRow(), (long) top + skip + SAMPLE);
    List<JsonNode> rows = new ArrayList<>();
    if (top <= bottom) {
      JsonNode cells = ask(calls.cells(area.rows(top, bottom).of(tab.title())));
      cells.path("sheets").path(0).path("data").path(0).path("rowData").forEach(rows::add);
    }
    boolean formatted =
        options.findString(SheetOptions.VALUES).map(SheetOptions.FORMATTED::equals).orElse(false);
    SheetPlan plan =
        new SheetPlan(
            name,
            tab.title(),
            area,
            (header == 0 ? top : top + 1) + skip,
            SheetColumns.of(
                name,
                rows,
                header != 0,
                area.firstColumn(),
                skip,
                formatted,
                options.map(SheetOptions.TYPES)),
            options.findInteger(SheetOptions.ROWS).orElse(1_000L).intValue(),
            formatted,
            options.findString(SheetOptions.EMPTY_ROWS).map("keep"::equals).orElse(false));
    known.put(name, new Known(options, plan, now));
    return plan;
  }

  private JsonNode ask(HttpCall call) {
    try (HttpAnswer answer = session.ask(call)) {
      return MAPPER.readTree(answer.text());
    } catch (JsonProcessingException malformed) {
      throw HttpCode.UNEXPECTED
          .error("what the service says about the spreadsheet is no JSON")
          .build();
    }
  }

  @Override
  public PageFeed feed(StreamDefinition stream) {
    if (settings.published()) {
      return new HttpFeed(session, context, settings.root(), SheetCalls.VALUES, stream);
    }
    Known described = known.get(stream.name());
    if (described == null) {
      throw new IllegalStateException("the stream was not described here: " + stream.name());
    }
    return new SheetFeed(session, context, calls, described.plan());
  }

  @Override
  public void close() {
    session.close();
  }
}
