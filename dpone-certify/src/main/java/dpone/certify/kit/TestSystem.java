package dpone.certify.kit;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A system that runs, seen by a client that shares no code with the connector under trial. */
public interface TestSystem extends AutoCloseable {
  /** What it is. */
  ServiceInfo service();

  /** Connection options for the connector, as a manifest writes them. */
  Map<String, Object> connection();

  /**
   * Ways to prepare what a pipeline reads; empty for a system that is only written, and where every
   * stream is one of its own.
   */
  Optional<SourceTables> source();

  /**
   * Streams of its own, whose columns are fixed: where there are some, the kit reads them and makes
   * no tables.
   */
  default List<FixedStream> streams() {
    return List.of();
  }

  /**
   * Ways to look at what a pipeline wrote; empty for a system that is only read: its pipelines then
   * lead into another connector of the distribution.
   */
  Optional<SinkTables> sink();

  /**
   * Streams that are read as they are, where the system is a live one that cannot be filled: the
   * kit then asks for nothing else. Empty for every other system.
   */
  default List<LiveStream> live() {
    return List.of();
  }

  /** Ways to treat a source that reads page by page; empty where the author gives none. */
  default Optional<PagedTables> pages() {
    return Optional.empty();
  }

  /** Ways to treat a log; empty for a system that is none. */
  default Optional<LogTables> log() {
    return Optional.empty();
  }

  /** Tables of the system's own types; empty where the author gives none. */
  default Optional<TypeTables> types() {
    return Optional.empty();
  }

  /** Rows of every logical type, for a sink without a source; empty where there are none. */
  default Optional<ArrivingTypes> arriving() {
    return Optional.empty();
  }

  /** Changes what the system asks for at its door; empty where the author gives no way. */
  default Optional<Credentials> credentials() {
    return Optional.empty();
  }

  /** Brings about documented failures; empty where the author gives no way. */
  default Optional<Failures> failures() {
    return Optional.empty();
  }

  /** How it is reached; empty where there is no network in between. */
  default Optional<Network> network() {
    return Optional.empty();
  }

  /** Makes it fail in passing; empty where the author gives no way, or gives {@link #network}. */
  default Optional<Outages> outages() {
    return Optional.empty();
  }

  /** Removes what it made. */
  @Override
  void close() throws Exception;
}
