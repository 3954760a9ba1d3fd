package dpone.service.tds;

import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.SqlType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the double does upon a request, in order.
 *
 * @param steps the steps
 */
public record Answer(List<Step> steps) {
  /** Copies the list. */
  public Answer {
    steps = List.copyOf(steps);
  }

  /** An answer of some steps. */
  public static Answer of(Step... steps) {
    return new Answer(List.of(steps));
  }

  /** Nothing but that the statement ended. */
  public static Answer done() {
    return of(new Step.Count(-1));
  }

  /** So many rows were changed. */
  public static Answer count(long rows) {
    return of(new Step.Count(rows));
  }

  /** A result. */
  public static Answer rows(List<Column> columns, @Nullable Object[]... rows) {
    return of(new Step.Rows(columns, Arrays.asList(rows), true));
  }

  /** A result whose rows are taken while they are sent. */
  public static Answer stream(List<Column> columns, Iterable<@Nullable Object[]> rows) {
    return of(new Step.Rows(columns, rows, true));
  }

  /** Rows of a result that does not end: a fault comes next. */
  public static Answer begun(List<Column> columns, @Nullable Object[]... rows) {
    return of(new Step.Rows(columns, Arrays.asList(rows), false));
  }

  /** An error. */
  public static Answer error(int number, int severity, int state, String text) {
    return of(new Step.Message(number, severity, state, text));
  }

  /** The rows of a bulk load are expected. */
  public static Answer bulk(BulkSink sink) {
    return of(new Step.Bulk(sink));
  }

  /** The connection breaks. */
  public static Answer reset() {
    return of(new Step.Reset());
  }

  /** The same after a while. */
  public Answer after(Duration time) {
    return of(new Step.Wait(time)).and(this);
  }

  /** The same after something was done. */
  public Answer after(Runnable action) {
    return of(new Step.Run(action)).and(this);
  }

  /** The same, and a parameter that the caller wants back. */
  public Answer output(String name, SqlType type, @Nullable Object value) {
    return and(of(new Step.Output(name, type, value)));
  }

  /** The same, returning a status. */
  public Answer returning(int status) {
    return and(of(new Step.Return(status)));
  }

  /** The same, and another one. */
  public Answer and(Answer next) {
    List<Step> both = new ArrayList<>(steps);
    both.addAll(next.steps);
    return new Answer(both);
  }
}
