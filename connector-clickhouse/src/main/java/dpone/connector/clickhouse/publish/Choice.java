package dpone.connector.clickhouse.publish;

import java.util.List;

/**
 * How a stream will be published.
 *
 * @param publisher the way
 * @param notes why, and what else the user should know, one sentence each
 */
public record Choice(Publisher publisher, List<String> notes) {
  /** Copies the list. */
  public Choice {
    notes = List.copyOf(notes);
  }

  static Choice of(Publisher publisher, String... notes) {
    return new Choice(publisher, List.of(notes));
  }
}
