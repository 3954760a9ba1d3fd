package dpone.cli.command;

import dpone.cli.document.StreamDocument;
import dpone.cli.output.ExitCode;
import dpone.cli.text.PlanText;
import dpone.runtime.Dpone;
import dpone.runtime.manifest.Manifest;
import dpone.spi.source.StreamInfo;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows what a source has. */
@Command(
    name = "discover",
    mixinStandardHelpOptions = true,
    description = "Lists the streams that a manifest's source has, or the columns of one.",
    footer = {
      "",
      "Examples:",
      "  dpone discover orders.yaml                   all tables of the source",
      "  dpone discover orders.yaml public.orders     its columns, types and key",
      "",
      "Exit codes: 0 done; 2 configuration or no such stream; 3 external system; 4 security."
    })
public final class DiscoverCommand implements Callable<Integer> {
  private final DponeCommand root;

  @Parameters(
      index = "0",
      paramLabel = "MANIFEST",
      description = "YAML file; of a batch the first pipeline's source counts.")
  private Path manifest = Path.of("");

  @Parameters(index = "1", arity = "0..1", paramLabel = "STREAM", description = "One stream.")
  private @Nullable String stream;

  @Mixin private FormatOption format = new FormatOption();

  /** The command below that root. */
  public DiscoverCommand(DponeCommand root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    try (Dpone dpone = root.open()) {
      Manifest pipeline = root.read(dpone, manifest).get(0);
      if (stream == null) {
        show(dpone.streams(pipeline));
      } else {
        show(dpone.describe(pipeline, stream));
      }
      return ExitCode.DONE;
    }
  }

  private void show(List<String> names) {
    if (format.json()) {
      root.screen().document(StreamDocument.names(names));
    } else {
      root.screen().print(PlanText.streams(names));
    }
  }

  private void show(StreamInfo info) {
    if (format.json()) {
      root.screen().document(StreamDocument.of(info));
    } else {
      root.screen().print(PlanText.stream(info));
    }
  }
}
