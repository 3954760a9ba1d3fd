package dpone.connector.bigquery.stream;

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.RowError;
import dpone.connector.bigquery.error.BqCode;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Says which rows BigQuery refused, with the names that the stream's columns have and without the
 * values that it quotes: they may be secrets.
 */
public final class RowErrors {
  private static final int MOST_ERRORS = 20;
  private static final Pattern COLUMN = Pattern.compile("\\b(?:row\\.)?(c\\d+)\\b");
  private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"|`[^`]*`");

  private final String stream;
  private final Map<String, String> names;

  /**
   * Of a stream.
   *
   * @param names of its columns, by the names that the stage has for them
   */
  public RowErrors(String stream, Map<String, String> names) {
    this.stream = stream;
    this.names = Map.copyOf(names);
  }

  DponeException of(String doing, long offset, AppendRowsResponse answer) {
    List<String> told = new ArrayList<>();
    String column = "";
    for (RowError error : answer.getRowErrorsList()) {
      String named = column(error.getMessage());
      column = column.isEmpty() ? named : column;
      if (told.size() < MOST_ERRORS) {
        told.add(
            "row "
                + (offset + error.getIndex() + 1)
                + (named.isEmpty() ? "" : ", column " + named)
                + ": "
                + plain(error.getMessage())
                + " ["
                + error.getCode()
                + "]");
      }
    }
    int more = answer.getRowErrorsCount() - told.size();
    return BqCode.INVALID_DATA
        .error(
            doing + ": " + String.join(" | ", told) + (more > 0 ? " | and " + more + " more" : ""))
        .at(column.isEmpty() ? Place.stream(stream) : Place.field(stream, column))
        .build();
  }

  private String column(String message) {
    Matcher found = COLUMN.matcher(message);
    while (found.find()) {
      String name = names.get(found.group(1));
      if (name != null) {
        return name;
      }
    }
    return "";
  }

  private String plain(String message) {
    String bare = QUOTED.matcher(message.strip()).replaceAll(this::kept);
    return COLUMN
        .matcher(bare)
        .replaceAll(
            found -> Matcher.quoteReplacement(names.getOrDefault(found.group(1), found.group())));
  }

  /** The name of a column is no value. */
  private String kept(java.util.regex.MatchResult quoted) {
    String inside = quoted.group().substring(1, quoted.group().length() - 1);
    return names.containsKey(inside) ? inside : "(a value)";
  }
}
