package dpone.reference;

import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.StateCommit;
import dpone.spi.sink.StreamLoad;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import reference.driver.LineCodec;

/** Publishes one stream by a rename; the load id stands in the file that is renamed. */
final class FileCommitter implements Committer {
  private static final LineCodec CODEC = new LineCodec();

  private final Settings settings;
  private final ConnectorContext context;
  private final StreamLoad load;
  private Runnable unwritten = () -> {};

  FileCommitter(Settings settings, ConnectorContext context, LoadRequest request) {
    this.settings = settings;
    this.context = context;
    this.load = request.streams().getFirst();
  }

  static Path folder(StageHandle stage) {
    String json = stage.payload().json();
    return Path.of(json.substring(2, json.length() - 2));
  }

  private Path stages() {
    return settings.folder().resolve("stage-" + load.target());
  }

  @Override
  public long generation() {
    return 0;
  }

  @Override
  public void fence(long generation) {
    if (settings.has("no-fence")) {
      return;
    }
    try {
      if (Files.isDirectory(stages())) {
        for (Path stage : list(stages())) {
          drop(stage);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CommitOutcome probe(LoadId loadId, CommitMessage message) {
    if (!Files.exists(Tables.file(settings.folder(), load.target()))) {
      return CommitOutcome.NOT_COMMITTED;
    }
    Table table = Tables.read(settings.folder(), load.target());
    boolean taken =
        table.rows().isEmpty() && settings.has("new-for-old")
            || load.strategy().mode() == LoadMode.FULL_REFRESH && settings.has("second-for-first");
    return taken || table.loadId().equals(loadId.value())
        ? CommitOutcome.COMMITTED
        : CommitOutcome.NOT_COMMITTED;
  }

  @Override
  public StageHandle stage(LoadPlan plan, LoadId loadId, long generation) {
    try {
      Path stage = Files.createDirectories(stages().resolve(generation + "-" + loadId.value()));
      return new StageHandle(
          loadId, generation, new Payload("reference", "stage", 1, "[\"" + stage + "\"]"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public CommitMessage prepare(StageHandle stage, List<WriteReceipt> receipts) {
    long rows = receipts.stream().mapToLong(WriteReceipt::rows).sum();
    long staged = staged(folder(stage)).size();
    if (staged * (settings.has("counted-twice") ? 2 : 1) != rows) {
      throw DponeException.of(
              ErrorCategory.DATA, "REF_STAGE", "staged " + staged + " rows, receipts say " + rows)
          .build();
    }
    CommitMessage message =
        new CommitMessage(stage.loadId(), stage.generation(), rows, stage.payload());
    if (settings.has("commit-before-write")) {
      publish(message);
    }
    return message;
  }

  @Override
  public CommitReceipt commit(CommitMessage message, Optional<StateCommit> state) {
    if (!settings.has("duplicate-on-replay")
        && probe(message.loadId(), message) == CommitOutcome.COMMITTED) {
      return receipt(message);
    }
    publish(message);
    return receipt(message);
  }

  private void publish(CommitMessage message) {
    String json = message.payload().json();
    Path stage = Path.of(json.substring(2, json.length() - 2));
    Drift drift = Drift.of(settings, load);
    List<List<String>> staged = staged(stage);
    List<List<String>> rows = drift.project(load.schema(), staged);
    List<List<String>> target =
        switch (load.strategy().mode()) {
          case CDC_APPLY -> apply(drift, staged);
          case INCREMENTAL_APPEND -> settings.has("append-rewrites") ? rows : append(drift, rows);
          case INCREMENTAL_MERGE ->
              settings.has("update-as-insert") ? append(drift, rows) : merge(drift, rows);
          default -> settings.has("swap-with-zero-rows") ? List.of() : rows;
        };
    Table table = new Table(drift.after(), message.loadId().value(), target);
    Runnable write =
        () -> {
          if (!drift.statements().isEmpty()) {
            context.reached(Boundary.DURING_SCHEMA_CHANGE);
          }
          Tables.publish(
              settings.folder(), load.target(), table, () -> context.reached(Boundary.DURING_SWAP));
          if (!settings.has("duplicate-on-replay")) {
            drop(stage);
          }
        };
    if (settings.has("acknowledge-before-durable")) {
      unwritten = write;
    } else {
      write.run();
    }
  }

  private CommitReceipt receipt(CommitMessage message) {
    long rows = message.rows() * (settings.has("rows-counted-twice") ? 2 : 1);
    Map<String, Long> inserted =
        Set.of(LoadMode.INCREMENTAL_MERGE, LoadMode.CDC_APPLY).contains(load.strategy().mode())
            ? Map.of()
            : Map.of(load.stream(), rows);
    return new CommitReceipt(message.loadId(), inserted, Map.of(), Map.of());
  }

  private List<List<String>> current(Drift drift) {
    return Files.exists(Tables.file(settings.folder(), load.target()))
        ? drift.project(drift.before(), Tables.read(settings.folder(), load.target()).rows())
        : List.of();
  }

  private List<List<String>> append(Drift drift, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>(current(drift));
    if (settings.has("double-apply") && !all.isEmpty()) {
      all.addAll(rows);
    }
    all.addAll(rows);
    return all;
  }

  private List<List<String>> merge(Drift drift, List<List<String>> rows) {
    List<Integer> key =
        load.strategy().uniqueKey().stream().map(drift.after().names()::indexOf).toList();
    Map<List<String>, List<String>> byKey = new LinkedHashMap<>();
    Stream.concat(current(drift).stream(), rows.stream())
        .forEach(row -> byKey.put(key.stream().map(row::get).toList(), row));
    return List.copyOf(byKey.values());
  }

  /** Changes in the order of their sequence. */
  private List<List<String>> apply(Drift drift, List<List<String>> changes) {
    List<String> names = load.schema().names();
    int kind = names.indexOf(ChangeSchema.KIND);
    int sequence = names.indexOf(ChangeSchema.SEQUENCE);
    List<Integer> key = load.strategy().uniqueKey().stream().map(names::indexOf).toList();
    List<Integer> own =
        load.strategy().uniqueKey().stream().map(drift.after().names()::indexOf).toList();
    Map<List<String>, List<String>> byKey = new LinkedHashMap<>();
    current(drift).forEach(row -> byKey.put(own.stream().map(row::get).toList(), row));
    List<List<String>> ordered = new ArrayList<>(changes);
    ordered.sort(Comparator.comparingLong(change -> Long.parseLong(change.get(sequence))));
    for (List<String> change : ordered) {
      List<String> row = key.stream().map(change::get).toList();
      if (Integer.parseInt(change.get(kind)) == ChangeKind.DELETE.code()) {
        byKey.remove(row);
      } else {
        byKey.put(row, drift.project(load.schema(), List.of(change)).getFirst());
      }
    }
    return List.copyOf(byKey.values());
  }

  private static List<List<String>> staged(Path stage) {
    try {
      List<List<String>> rows = new ArrayList<>();
      for (Path part : list(stage)) {
        Files.readAllLines(part).stream().map(CODEC::read).forEach(rows::add);
      }
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void drop(Path stage) {
    try {
      for (Path part : list(stage)) {
        Files.delete(part);
      }
      Files.delete(stage);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void abort(LoadId loadId, long generation) {
    Path stage = stages().resolve(generation + "-" + loadId.value());
    if (Files.isDirectory(stage) && !settings.has("no-fence")) {
      drop(stage);
    }
  }

  @Override
  public void close() {
    unwritten.run();
  }
}
