package dpone.service.bigquery.write;

import java.util.List;

/**
 * A fault.
 *
 * @param done whether the request was carried out before
 * @param code of gRPC or of the service, such as {@code UNAVAILABLE} or {@code STREAM_FINALIZED};
 *     empty for a connection that breaks, {@code SILENCE} for an answer that never comes, {@code
 *     LIE} for one that tells of other rows than there are
 * @param message what is said
 * @param inAnswer whether an answer tells it, and not the end of the call
 * @param rows that are told to be refused
 */
public record Scripted(
    boolean done, String code, String message, boolean inAnswer, List<Row> rows) {
  /** Answers of this code are sent, and wrong by one. */
  static final String LIE = "LIE";

  /** Copies the list. */
  public Scripted {
    rows = List.copyOf(rows);
  }

  /**
   * A row that is refused.
   *
   * @param index in the request
   * @param message why
   */
  public record Row(long index, String message) {}
}
