package dpone.toolkit.http.page;

import dpone.spi.batch.BatchMemory;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.toolkit.http.api.Exporting;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpAnswer;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpContent;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages of exports. The first page of a slice has no records: it starts the export and names it in
 * the state, so that a run which is cut off while it waits asks for the same one. Each further page
 * is a file, fetched without the login. One for a reader.
 */
public final class ExportFeed implements PageFeed {
  private static final String EXPORT = "export";
  private static final String FILE = "file";

  private final Exports exports;
  private final ConnectorContext context;
  private final StreamDefinition stream;
  private final Exporting exporting;
  private final String operation;
  private final Addresses addresses;
  private final Bodies bodies;
  private @Nullable BatchMemory memory;
  private boolean closed;
  private String known = "";
  private List<String> files = List.of();

  /**
   * A feed.
   *
   * @param exports of the opened source
   * @param root address below which the paths of requests are
   * @param operation begin of the names of its calls, such as {@code mindbox}
   * @param stream whose request starts an export
   */
  public ExportFeed(
      Exports exports,
      ConnectorContext context,
      URI root,
      String operation,
      StreamDefinition stream,
      Exporting exporting) {
    this.exports = exports;
    this.context = context;
    this.stream = stream;
    this.exporting = exporting;
    this.operation = operation;
    this.addresses = new Addresses(stream.name(), root);
    this.bodies = new Bodies(stream, List.of(), context);
  }

  @Override
  public Page open(Slice slice) {
    PageState state = slice.state();
    String export = state.value(EXPORT);
    if (export == null) {
      return start(slice);
    }
    String number = state.value(FILE);
    int file = number == null ? 0 : Integer.parseInt(number);
    try {
      return open(slice, export, file);
    } catch (DponeException failure) {
      if (number != null || exports.isOwn(export) || !isGone(failure)) {
        throw failure;
      }
      // An earlier run started it, nothing of it was read, and there will be nothing to read.
      context
          .logger()
          .log(System.Logger.Level.WARNING, "another export is started: " + failure.what());
      return start(slice);
    }
  }

  private static boolean isGone(DponeException failure) {
    return HttpCode.EXPORT_FAILED.is(failure)
        || HttpCode.EXPORT_EXPIRED.is(failure)
        || HttpCode.BAD_REQUEST.is(failure)
        || HttpCode.NOT_FOUND.is(failure);
  }

  private Page start(Slice slice) {
    Request request = stream.request();
    HttpCall call = call("start", request, slice.variables());
    String export = exports.start(exporting, call);
    return new ExportPage.Started(Variables.of(EXPORT, export));
  }

  private Page open(Slice slice, String export, int file) {
    boolean asked = !known.equals(export);
    if (asked) {
      files = await(slice, export);
      known = export;
    }
    if (files.isEmpty()) {
      return new ExportPage.Empty();
    }
    if (file >= files.size()) {
      throw HttpCode.EXPORT_EXPIRED
          .error("export " + export + " has " + files.size() + " files, and had more before")
          .at(Place.stream(stream.name()))
          .remedy("reset the stream's state, and run again to have another one made")
          .build();
    }
    HttpAnswer answer;
    try {
      answer = download(files.get(file));
    } catch (DponeException failure) {
      if (!isExpired(failure)) {
        throw failure;
      }
      if (asked) {
        throw expired(export, failure);
      }
      // Addresses do not last as long as the export does.
      known = "";
      return open(slice, export, file);
    }
    try {
      Variables next =
          file + 1 < files.size()
              ? Variables.of(EXPORT, export).with(FILE, Integer.toString(file + 1))
              : null;
      return new ExportPage.File(answer, bodies.open(answer, false), next);
    } catch (RuntimeException | Error failure) {
      answer.close();
      throw failure;
    }
  }

  private static boolean isExpired(DponeException failure) {
    return HttpCode.NOT_FOUND.is(failure)
        || HttpCode.FORBIDDEN.is(failure)
        || HttpCode.UNAUTHORIZED.is(failure);
  }

  private DponeException expired(String export, DponeException failure) {
    return HttpCode.EXPORT_EXPIRED
        .error("a file of export " + export + " is not there: " + failure.what())
        .at(Place.stream(stream.name()))
        .cause(failure)
        .build();
  }

  private List<String> await(Slice slice, String export) {
    Variables variables = slice.variables().with(EXPORT, export);
    return exports.await(exporting, export, call("poll", exporting.poll(), variables));
  }

  private HttpAnswer download(String file) {
    URI address;
    try {
      address = URI.create(file.strip());
    } catch (IllegalArgumentException malformed) {
      throw HttpCode.UNEXPECTED.error("the address of a file is none").cause(malformed).build();
    }
    HttpCall call = HttpCall.get(operation + ".download", address).withoutLogin();
    return exports.session().send(call, memory());
  }

  private HttpCall call(String step, Request request, Variables variables) {
    HttpContent content =
        addresses
            .body(request, variables)
            .map(text -> HttpContent.of(request.contentType(), text))
            .orElse(null);
    return new HttpCall(
        operation + "." + step,
        request.method(),
        addresses.of(request, variables, Map.of()),
        Addresses.headers(request, variables),
        content,
        request.repeatable(),
        true,
        Set.of());
  }

  private synchronized BatchMemory memory() {
    BatchMemory held = memory;
    if (held == null) {
      if (closed) {
        throw new IllegalStateException("the feed was closed");
      }
      held = context.allocator().reserve();
      memory = held;
    }
    return held;
  }

  @Override
  public synchronized void close() {
    closed = true;
    BatchMemory held = memory;
    memory = null;
    if (held != null) {
      held.close();
    }
  }
}
