package dpone.toolkit.http.page;

import dpone.spi.batch.BatchMemory;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpCall;
import dpone.toolkit.http.exchange.HttpContent;
import dpone.toolkit.http.export.ExportRequest;
import dpone.toolkit.http.export.ExportTicket;
import dpone.toolkit.http.export.Exports;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Pages of exports. The first page of a slice has no records: it starts the export, whose ticket is
 * the state of the next one, so that a run which is cut off while it waits asks for the same
 * export. Each further page is a file. One for a reader.
 */
public final class ExportFeed implements PageFeed {
  /** The variable of the request that asks how far an export is. */
  public static final String EXPORT = "export";

  private static final String FILE = "file";

  private final Exports exports;
  private final Set<String> own;
  private final ConnectorContext context;
  private final StreamDefinition stream;
  private final Request poll;
  private final Addresses addresses;
  private final Bodies bodies;
  private @Nullable BatchMemory memory;
  private boolean closed;
  private String known = "";
  private List<URI> files = List.of();

  /**
   * A feed.
   *
   * @param exports of the opened source
   * @param own ids of the exports that the opened source started, shared by its feeds; of those
   *     alone it can be said that asking for another one would not help
   * @param root address below which the paths of requests are
   * @param stream whose request starts an export
   * @param poll asks how far an export is; its id is the variable {@link #EXPORT}
   */
  public ExportFeed(
      Exports exports,
      Set<String> own,
      ConnectorContext context,
      URI root,
      StreamDefinition stream,
      Request poll) {
    this.exports = exports;
    this.own = own;
    this.context = context;
    this.stream = stream;
    this.poll = poll;
    this.addresses = new Addresses(stream.name(), root);
    this.bodies = new Bodies(stream, List.of(), context);
  }

  @Override
  public Page open(Slice slice) {
    ExportTicket ticket = ExportTicket.fromMap(slice.state().at().values()).orElse(null);
    if (ticket == null) {
      return start(slice);
    }
    String number = slice.state().value(FILE);
    int file = number == null ? 0 : Integer.parseInt(number);
    try {
      return open(slice, ticket, file);
    } catch (DponeException failure) {
      if (number != null || own.contains(ticket.id()) || !isGone(failure)) {
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
        || HttpCode.BAD_REQUEST.is(failure);
  }

  private Page start(Slice slice) {
    ExportTicket ticket = exports.start(request(slice));
    own.add(ticket.id());
    return new ExportPage.Started(new Variables(ticket.toMap()));
  }

  private Page open(Slice slice, ExportTicket ticket, int file) {
    boolean asked = !known.equals(ticket.id());
    if (asked) {
      files = exports.ready(ticket, request(slice), another -> own.add(another.id())).files();
      known = ticket.id();
    }
    if (files.isEmpty()) {
      return new ExportPage.Empty();
    }
    if (file >= files.size()) {
      throw HttpCode.EXPORT_CHANGED
          .error("export " + ticket.id() + " has " + files.size() + " files, and had more before")
          .at(Place.stream(stream.name()))
          .build();
    }
    InputStream download;
    try {
      download = exports.download(files.get(file), memory());
    } catch (DponeException failure) {
      boolean refused = HttpCode.EXPORT_EXPIRED.is(failure) || HttpCode.FORBIDDEN.is(failure);
      if (asked || !refused) {
        throw failure;
      }
      // Addresses may not last as long as the export does.
      known = "";
      return open(slice, ticket, file);
    }
    try {
      Variables next =
          file + 1 < files.size()
              ? new Variables(ticket.toMap()).with(FILE, Integer.toString(file + 1))
              : null;
      return new ExportPage.File(download, bodies.file(download), next);
    } catch (RuntimeException | Error failure) {
      quietly(download);
      throw failure;
    }
  }

  private static void quietly(InputStream download) {
    try {
      download.close();
    } catch (IOException ignored) {
      // What went wrong before says more.
    }
  }

  private ExportRequest request(Slice slice) {
    return new ExportRequest(
        call(stream.request(), slice.variables()),
        ticket -> call(poll, slice.variables().with(EXPORT, ticket.id())),
        Map.of());
  }

  private HttpCall call(Request request, Variables variables) {
    HttpContent content =
        addresses
            .body(request, variables)
            .map(text -> HttpContent.of(request.contentType(), text))
            .orElse(null);
    return new HttpCall(
        EXPORT,
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
