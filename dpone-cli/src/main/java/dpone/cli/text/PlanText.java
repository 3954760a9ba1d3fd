package dpone.cli.text;

import dpone.runtime.manifest.ConnectionSpec;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.StateSpec;
import dpone.runtime.manifest.StreamSpec;
import dpone.runtime.plan.PipelinePlan;
import dpone.runtime.plan.PlannedStream;
import dpone.runtime.plan.ScopePlan;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.Fence;
import dpone.spi.sink.Fidelity;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamInfo;
import dpone.spi.type.Field;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The header of a run, and what is going to happen. */
public final class PlanText {
  private PlanText() {}

  /** Which pipeline, from where to where, and what holds for all of it. */
  public static String header(String version, Manifest manifest, ZoneId zone) {
    return new Block("  ")
        .head("dpone " + version + ", pipeline " + manifest.name() + " (" + manifest.file() + ")")
        .line("source", manifest.source().type() + reached(manifest.source().connection()))
        .line("sink", manifest.sink().type() + reached(manifest.sink().connection()))
        .line("state", state(manifest.state()))
        .line(
            "bounds",
            Amounts.count(manifest.runtime().parallelism(), "split", "splits")
                + " at a time, "
                + Amounts.bytes(manifest.runtime().memoryBytes())
                + " of batches in flight")
        .line("zone", zone.getId() + " (the JVM's; no value that is moved depends on it)")
        .text();
  }

  private static String reached(ConnectionSpec connection) {
    return switch (connection) {
      case ConnectionSpec.Direct direct -> "";
      case ConnectionSpec.Service service ->
          ", development service "
              + service.name()
              + (service.database() == null ? "" : ", database " + service.database());
    };
  }

  private static String state(StateSpec state) {
    return switch (state) {
      case StateSpec.Files files -> "files in " + files.folder();
      case StateSpec.Store store -> store.type() + reached(store.connection());
    };
  }

  /** What happens to each stream, and why so. */
  public static String plan(PipelinePlan plan) {
    StringBuilder text = new StringBuilder();
    plan.scopes().forEach(scope -> text.append('\n').append(scope(scope)));
    return text.toString();
  }

  private static String scope(ScopePlan scope) {
    StringBuilder text = new StringBuilder();
    scope.first().ifPresent(first -> text.append(scope(first)));
    for (PlannedStream stream : scope.streams()) {
      text.append(text.isEmpty() ? "" : "\n").append(stream(scope, stream));
    }
    return text.toString();
  }

  private static String stream(ScopePlan scope, PlannedStream stream) {
    Block block =
        new Block("    ")
            .head(stream.name() + " -> " + stream.plan().target())
            .line("mode", mode(stream.spec(), scope.mode()));
    size(stream.info()).ifPresent(size -> block.line("rows", size));
    block
        .line(
            "lane",
            stream.lane()
                + (stream.plan().wire().isPresent()
                    ? ": bytes pass through undecoded"
                    : ": decoded into columnar batches"))
        .line(
            "publish",
            stream.plan().publish() + "; older runs are fenced " + fence(scope.load().fence()))
        .line("promise", promise(scope.commitClass()))
        .line("columns", columns(stream.plan().columns()))
        .lines("lossy", lossy(stream.plan().columns()))
        .lines("ddl", stream.plan().ddl());
    List<String> notes = new ArrayList<>(stream.info().notes());
    notes.addAll(stream.plan().notes());
    return block.lines("why", notes).text();
  }

  static String mode(StreamSpec spec, ReadMode reads) {
    StringBuilder mode = new StringBuilder(spec.strategy().mode().text());
    if (!spec.strategy().uniqueKey().isEmpty()) {
      mode.append(" by ").append(String.join(", ", spec.strategy().uniqueKey()));
    }
    mode.append("; reads ");
    String cursor = spec.selection().cursorColumn().orElse("position");
    mode.append(
        switch (reads) {
          case FULL -> "everything";
          case FROM_POSITION -> "from the last " + cursor + " on, rows at it again";
          case AFTER_POSITION -> "what comes after the last " + cursor;
          case CHANGES -> "what changed since the position that all such streams share";
        });
    return mode.toString();
  }

  private static Optional<String> size(StreamInfo info) {
    if (info.estimatedRows() < 0) {
      return Optional.empty();
    }
    String bytes =
        info.estimatedBytes() < 0 ? "" : ", about " + Amounts.bytes(info.estimatedBytes());
    return Optional.of("about " + Amounts.count(info.estimatedRows()) + bytes);
  }

  static String fence(Fence fence) {
    return switch (fence) {
      case ATOMIC -> "inside the publishing transaction";
      case STAGE_REMOVAL -> "by removing their stage";
      case EPOCH -> "by the system's own epoch";
    };
  }

  static String promise(CommitClass promise) {
    return switch (promise) {
      case TRANSACTIONAL_WITH_STATE ->
          "transactional-with-state: data and position change in one transaction";
      case STAGED_COMMIT ->
          "staged-commit: published once, the load id recorded with it, then the position";
      case IDEMPOTENT_REPLAY -> "idempotent-replay: a load applied twice leaves the same rows";
      case AT_LEAST_ONCE -> "at-least-once: a load may be applied twice";
    };
  }

  private static String columns(List<ColumnMapping> columns) {
    long widening = columns.stream().filter(c -> c.fidelity() == Fidelity.WIDENING).count();
    long lossy = columns.stream().filter(c -> c.fidelity() == Fidelity.LOSSY).count();
    String all = Amounts.count(columns.size());
    if (widening == 0 && lossy == 0) {
      return all + ", all exact";
    }
    return all
        + ", "
        + (columns.size() - widening - lossy)
        + " exact, "
        + widening
        + " widening, "
        + lossy
        + " lossy";
  }

  private static List<String> lossy(List<ColumnMapping> columns) {
    return columns.stream()
        .filter(c -> c.fidelity() == Fidelity.LOSSY)
        .map(c ->
            c.source()
                + ": "
                + c.type().text()
                + " -> "
                + c.targetType()
                + (c.note().isEmpty() ? "" : ", " + c.note()))
        .toList();
  }

  /** The streams of a source, one a line. */
  public static String streams(List<String> names) {
    return names.isEmpty() ? "the source has no streams\n" : String.join("\n", names) + "\n";
  }

  /** The columns of a stream. */
  public static String stream(StreamInfo info) {
    TextTable table = new TextTable("COLUMN", "TYPE", "NATIVE TYPE", "NULL", "KEY");
    for (Field field : info.schema().fields()) {
      int key = info.schema().key().indexOf(field.name());
      table.row(
          field.name(),
          field.type().text(),
          field.nativeType(),
          field.nullable() ? "yes" : "no",
          key < 0 ? "" : Integer.toString(key + 1));
    }
    Block notes = new Block("");
    size(info).ifPresent(size -> notes.line("rows", size));
    return table.text() + notes.lines("note", info.notes()).text();
  }
}
