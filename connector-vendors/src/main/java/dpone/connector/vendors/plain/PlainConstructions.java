package dpone.connector.vendors.plain;

import dpone.spi.certify.OfflineConstructions;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.PageState;
import dpone.toolkit.http.page.RequestText;
import dpone.toolkit.http.page.Slice;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The requests of streams as text, one file a stream.
 *
 * @param root address of the API
 * @param streams as some options make them
 * @param variables what a request of any of them may take
 * @param next what the second page is asked with, where a stream has several
 */
public record PlainConstructions(
    URI root, List<StreamDefinition> streams, Variables variables, Map<String, String> next)
    implements OfflineConstructions {
  /** Records of a whole page, for the second one. */
  private static final int RECORDS = 100;

  @Override
  public Map<String, String> constructions() {
    Map<String, String> texts = new TreeMap<>();
    for (StreamDefinition stream : streams) {
      Slice slice = Slice.of(variables);
      StringBuilder text = new StringBuilder(RequestText.of(root, stream, slice));
      String value = next.get(stream.name());
      if (value != null) {
        String name = value.substring(0, value.indexOf('='));
        Variables at = Variables.of(name, value.substring(name.length() + 1));
        PageState second = PageState.FIRST.next(at, RECORDS, -1, 0);
        text.append("\n").append(RequestText.of(root, stream, slice.at(second)));
      }
      texts.put(stream.name() + ".http", text.toString());
    }
    return texts;
  }
}
