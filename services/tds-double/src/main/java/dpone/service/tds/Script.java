package dpone.service.tds;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Answers by statement. The first entry that fits is taken; what fits none is an error that names
 * the statement, also to the test, by {@link #unknown()}. Blanks do not matter, letters' case does.
 */
public final class Script implements Statements {
  private record Entry(Predicate<Request> fits, Function<Request, Answer> answer, boolean once) {}

  private final List<Entry> entries = new ArrayList<>();
  private final List<String> seen = new ArrayList<>();
  private final List<String> unknown = new ArrayList<>();

  /** Always answers a statement so. */
  public Script on(String statement, Answer answer) {
    return add(equal(statement), request -> answer, false);
  }

  /** Always answers a statement by a function. */
  public Script on(String statement, Function<Request, Answer> answer) {
    return add(equal(statement), answer, false);
  }

  /** Always answers statements that match as a whole so. */
  public Script on(Pattern statement, Answer answer) {
    return on(statement, request -> answer);
  }

  /** Always answers statements that match as a whole by a function. */
  public Script on(Pattern statement, Function<Request, Answer> answer) {
    return add(request -> statement.matcher(request.statement()).matches(), answer, false);
  }

  /** Answers a statement so the next time, before anything else that fits. */
  public synchronized Script once(String statement, Answer answer) {
    entries.addFirst(new Entry(equal(statement), request -> answer, true));
    return this;
  }

  /**
   * Answers a statement that matches as a whole so the next time, before anything else that fits.
   */
  public synchronized Script once(Pattern statement, Answer answer) {
    entries.addFirst(
        new Entry(
            request -> statement.matcher(request.statement()).matches(), request -> answer, true));
    return this;
  }

  /** All statements so far, with single blanks. */
  public synchronized List<String> seen() {
    return List.copyOf(seen);
  }

  /** Those that nothing fitted. */
  public synchronized List<String> unknown() {
    return List.copyOf(unknown);
  }

  @Override
  public Answer answer(Request request) {
    return entry(request).answer().apply(request);
  }

  private synchronized Entry entry(Request request) {
    String statement = request.statement();
    seen.add(statement);
    Optional<Entry> found = entries.stream().filter(e -> e.fits().test(request)).findFirst();
    if (found.isPresent()) {
      found.filter(Entry::once).ifPresent(entries::remove);
      return found.get();
    }
    unknown.add(statement);
    throw new UnknownStatementException(statement);
  }

  private synchronized Script add(
      Predicate<Request> fits, Function<Request, Answer> answer, boolean once) {
    entries.add(new Entry(fits, answer, once));
    return this;
  }

  private static Predicate<Request> equal(String statement) {
    String normal = Request.normal(statement);
    return request -> request.statement().equals(normal);
  }
}
