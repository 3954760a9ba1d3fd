package dpone.toolkit.http.page;

import dpone.toolkit.http.api.Variables;

/**
 * A part of a read with pages of its own, such as a window of time of one account.
 *
 * @param variables what tells it from others
 * @param state where its pages go on
 */
public record Slice(Variables variables, PageState state) {
  /** A slice from its first page on. */
  public static Slice of(Variables variables) {
    return new Slice(variables, PageState.FIRST);
  }

  /** The same slice from another page on. */
  public Slice at(PageState other) {
    return new Slice(variables, other);
  }

  /** The slice for people, such as {@code from=2026-01-01, host=x}; empty for the only one. */
  public String describe() {
    StringBuilder text = new StringBuilder();
    variables
        .values()
        .forEach((name, value) ->
            text.append(text.isEmpty() ? "" : ", ").append(name).append('=').append(value));
    return text.toString();
  }
}
