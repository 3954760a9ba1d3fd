package dpone.runtime.change;

import dpone.runtime.manifest.StreamSpec;
import dpone.runtime.plan.ChangePlanner;
import dpone.spi.Unsupported;
import dpone.spi.cdc.ChangeAdmin;
import dpone.spi.cdc.ChangeHealth;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.cdc.ChangeSetup;
import dpone.spi.cdc.ChangeSource;
import dpone.spi.error.DponeException;
import dpone.spi.transfer.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the source of one pipeline keeps for its change stream. Used by one thread. */
public final class ChangeStreamAdmin implements AutoCloseable {
  private final ChangeSource source;
  private final String connector;
  private final ChangeScope scope;
  private final List<StreamSpec> streams;
  private final Supplier<Optional<Position>> stored;
  private final Runnable release;

  /**
   * Looks after one change stream.
   *
   * @param connector id of the source's connector
   * @param pipeline name of the pipeline
   * @param streams those that are followed
   * @param stored asks the state how far earlier runs came
   * @param release gives back what was opened for it
   */
  public ChangeStreamAdmin(
      ChangeSource source,
      String connector,
      String pipeline,
      List<StreamSpec> streams,
      Supplier<Optional<Position>> stored,
      Runnable release) {
    this.source = source;
    this.connector = connector;
    this.scope = new ChangeScope(pipeline, ChangePlanner.SCOPE);
    this.streams = List.copyOf(streams);
    this.stored = stored;
    this.release = release;
  }

  /**
   * What is left to be set up.
   *
   * @param steps in the order in which they are run; empty if nothing is missing
   * @param notes what could not be taken into account, one sentence each
   */
  public record Setup(List<ChangeSetup.Step> steps, List<String> notes) {
    /** Copies the lists. */
    public Setup {
      steps = List.copyOf(steps);
      notes = List.copyOf(notes);
    }
  }

  /** How it is doing; empty if the source keeps nothing for it. */
  public Optional<ChangeHealth> health() {
    List<String> notes = new ArrayList<>();
    ChangeAdmin admin = admin();
    Position reached = reached(notes);
    return admin
        .health(scope, streams.stream().map(StreamSpec::name).toList(), reached)
        .map(health -> notes.isEmpty() ? health : warned(health, notes));
  }

  private static ChangeHealth warned(ChangeHealth health, List<String> more) {
    List<String> warnings = new ArrayList<>(health.warnings());
    warnings.addAll(more);
    return new ChangeHealth(
        health.name(),
        health.active(),
        health.status(),
        health.confirmed(),
        health.lagBytes(),
        health.retainedBytes(),
        health.retentionUsed(),
        warnings);
  }

  /** What an administrator has to run so that the changes can be followed. Runs none of it. */
  public Setup setup() {
    ChangeSetup setup =
        source
            .capability(ChangeSetup.class)
            .orElseThrow(() -> Unsupported.what(connector, "setting a change stream up"));
    List<ChangeSetup.Followed> followed =
        streams.stream()
            .map(stream ->
                new ChangeSetup.Followed(stream.selection(), stream.strategy().uniqueKey()))
            .toList();
    List<String> notes = new ArrayList<>();
    Position reached = reached(notes);
    return new Setup(setup.missing(new ChangeSetup.Request(scope, followed, reached)), notes);
  }

  /** Removes what the source keeps; tells what that was. */
  public List<String> drop() {
    return admin().drop(scope);
  }

  private ChangeAdmin admin() {
    return source
        .capability(ChangeAdmin.class)
        .orElseThrow(() -> Unsupported.what(connector, "looking after a change stream"));
  }

  /** A source can be looked at while the place of the state cannot. */
  private @Nullable Position reached(List<String> notes) {
    try {
      return stored.get().orElse(null);
    } catch (DponeException failure) {
      notes.add(
          "the stored position cannot be read, and is left out of account: " + failure.oneLine());
      return null;
    }
  }

  @Override
  public void close() {
    try (source) {
      release.run();
    }
  }
}
