package dpone.toolkit.http.source;

import dpone.spi.option.OptionSpec;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.PageFeed;
import java.util.List;

/** An API as a connector describes it. Thread-safe; opening it asks nothing of the system. */
public interface Api extends AutoCloseable {
  /** Id of the connector, in payloads. */
  String connector();

  /** Options of a stream, in payloads. */
  OptionSpec streamOptions();

  /** Names of the streams there are, in order. */
  List<String> streams();

  /**
   * A stream as its selection asks for it. May ask the system where that alone knows the columns.
   *
   * @throws dpone.spi.error.DponeException when there is no such stream, or its options do not fit
   */
  StreamDefinition stream(StreamSelection selection);

  /** The pages of a stream. */
  PageFeed feed(StreamDefinition stream);

  @Override
  void close();
}
