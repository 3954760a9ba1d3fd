package dpone.reference;

import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Secret;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads tables; a split is every n-th row. */
final class FileSource implements Source {
  private final Settings settings;
  private final ConnectorContext context;
  private boolean shut;

  FileSource(Settings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
  }

  @Override
  public List<String> streams() {
    return List.of();
  }

  @Override
  public StreamInfo describe(StreamSelection selection) {
    Lock.open(settings);
    shut = !Door.enter(settings, context);
    if (settings.has("failure-as-internal")
        && !Files.exists(Tables.file(settings.folder(), selection.name()))) {
      throw new IllegalStateException("no table");
    }
    if (settings.has("secret-in-cause")
        && !Files.exists(Tables.file(settings.folder(), selection.name()))) {
      String given = settings.token().map(Secret::reveal).orElse("");
      throw DponeException.of(ErrorCategory.NOT_FOUND, "REF_NO_TABLE", "no table")
          .cause(new IllegalStateException("asked with " + given))
          .build();
    }
    Table table =
        Tables.read(settings.folder(), selection.name(), settings.has("unmapped-as-text"));
    return new StreamInfo(
        selection.name(), table.schema(), List.of(), table.rows().size(), -1, List.of());
  }

  @Override
  public ReadSession read(ReadRequest request) {
    StreamRead stream = request.streams().getFirst();
    Mark from =
        request
            .start()
            .filter(p -> !settings.has("duplicate-on-retry"))
            .map(p -> Mark.parse(p.payload().json()))
            .orElse(Mark.START);
    String cursor = Optional.ofNullable(stream.selection().cursor()).orElse(Plan.LINES);
    long lines = Tables.read(settings.folder(), stream.selection().name()).rows().size();
    long read = from.equals(Mark.START) ? 0 : from.cursor();
    long to = Math.min(lines, read + settings.maxRows().orElse(lines));
    boolean seenToo = stream.mode() == ReadMode.FROM_POSITION;
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < request.parallelism(); i++) {
      Plan plan =
          new Plan(
              stream.mode() == ReadMode.FULL ? null : cursor,
              from,
              seenToo,
              i,
              request.parallelism(),
              to);
      splits.add(
          new Split(
              stream.selection().name(), i, -1, new Payload("reference", "rows", 1, plan.json())));
    }
    boolean log = cursor.equals(Plan.LINES);
    return new Session(
        settings, splits, from, stream.mode() != ReadMode.FULL, lines, !log || to == lines);
  }

  @Override
  public SplitReader open(Split split) {
    Table whole = Tables.read(settings.folder(), split.stream());
    boolean live = !settings.folder().getFileName().toString().startsWith("dpone-reference-");
    boolean nothing = shut || live && settings.has("disposable-only");
    Table table = nothing ? new Table(whole.schema(), whole.loadId(), List.of()) : whole;
    Plan plan = Plan.parse(split.payload().json());
    return new FileReader(settings, context, split, table, plan);
  }

  @Override
  public void acknowledge(Position position) {}

  @Override
  public <T> Optional<T> capability(Class<T> type) {
    return Optional.empty();
  }

  @Override
  public void close() {}

  private record Session(
      Settings settings,
      List<Split> splits,
      Mark from,
      boolean incremental,
      long lines,
      boolean complete)
      implements ReadSession {
    @Override
    public Optional<Position> position(List<ReadReceipt> receipts) {
      if (!incremental) {
        return Optional.empty();
      }
      Mark mark = from;
      for (ReadReceipt receipt : receipts) {
        mark = mark.and(Mark.parse(receipt.payload().json()));
      }
      if (!complete && settings.has("position-planned")) {
        mark = new Mark(lines, Set.of());
      }
      if (mark.equals(from) && settings.has("position-lost")) {
        mark = Mark.START.and(0, "");
      }
      return mark.equals(Mark.START)
          ? Optional.empty()
          : Optional.of(
              new Position(
                  new Payload("reference", "mark", 1, mark.json()), "cursor " + mark.cursor()));
    }

    @Override
    public void close() {}
  }
}
