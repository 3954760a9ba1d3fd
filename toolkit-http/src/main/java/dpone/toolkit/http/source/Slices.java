package dpone.toolkit.http.source;

import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.Slice;
import java.time.Instant;
import java.util.List;

/** The slices of a read, for those who only want to see what would be asked for. */
public final class Slices {
  private Slices() {}

  /**
   * The slices of a read of everything.
   *
   * @param now when it begins
   * @param parents variables of the one parent that is taken for all, where the stream has parents
   */
  public static List<Slice> of(StreamDefinition stream, Instant now, Variables parents) {
    StreamRead read =
        new StreamRead(StreamSelection.all(stream.name()), stream.schema(), ReadMode.FULL, null);
    StreamView view =
        new StreamView(read, stream, StreamPosition.NONE, now, (parent, since) -> List.of(parents));
    return view.parts(1).stream().flatMap(part -> part.slices().stream()).toList();
  }
}
