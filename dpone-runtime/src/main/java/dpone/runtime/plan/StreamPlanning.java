package dpone.runtime.plan;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.StreamSpec;
import dpone.spi.Unsupported;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.CommitsState;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.source.StreamInfo;
import java.util.List;

/** What planning a stream takes, whether it is read by its rows or by its changes. */
record StreamPlanning(Manifest manifest, PipelineParts parts) {
  /** Refuses what no source and no sink can mend. */
  void check(StreamSpec stream) {
    LoadMode mode = stream.strategy().mode();
    if (!parts.sink().traits().modes().contains(mode)) {
      throw Unsupported.what(
          manifest.sink().type(),
          "strategy.mode " + mode.text(),
          parts.sink().traits().refused().getOrDefault(mode, ""));
    }
    refuseSameTable(stream);
  }

  /** A table loaded into itself would be emptied by its own swap. */
  private void refuseSameTable(StreamSpec stream) {
    if (parts.sourceIdentity().equals(parts.sinkIdentity())
        && stream.selection().query() == null
        && stream.name().equals(stream.target())) {
      throw DponeException.of(
              ErrorCategory.CONFIG,
              "MANIFEST_SAME_TABLE",
              "source and target are the same table " + stream.target())
          .at(stream.place())
          .remedy("name another table in sink.table")
          .build();
    }
  }

  StreamLoad load(StreamSpec stream, StreamInfo info, Strategy strategy) {
    return new StreamLoad(
        manifest.source().type(),
        stream.name(),
        stream.target(),
        info.schema(),
        strategy,
        manifest.sink().evolution(),
        manifest.sink().lossyAllowed(),
        info.wireFormats(),
        info.estimatedRows());
  }

  LoadRequest request(String scope, List<StreamLoad> streams) {
    return new LoadRequest(manifest.name(), scope, streams);
  }

  CommitClass commitClass(LoadPlan load) {
    boolean together =
        parts
            .sink()
            .capability(CommitsState.class)
            .map(c -> c.accepts(parts.state().identity()))
            .orElse(false);
    return together ? CommitClass.TRANSACTIONAL_WITH_STATE : load.commitClass();
  }
}
