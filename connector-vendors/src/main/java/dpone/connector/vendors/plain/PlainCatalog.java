package dpone.connector.vendors.plain;

import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.StreamDefinition;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Streams by name, each made of the options of its selection.
 *
 * @param streams in order
 */
public record PlainCatalog(Map<String, Function<Options, StreamDefinition>> streams)
    implements PlainApi.Catalog {
  @Override
  public List<String> names() {
    return List.copyOf(streams.keySet());
  }

  @Override
  public Optional<StreamDefinition> find(StreamSelection selection) {
    return Optional.ofNullable(streams.get(selection.name()))
        .map(stream -> stream.apply(selection.options()));
  }

  /** Every stream with those options. */
  public List<StreamDefinition> all(Options options) {
    return streams.values().stream().map(stream -> stream.apply(options)).toList();
  }
}
