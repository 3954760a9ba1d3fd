package dpone.toolkit.http.page;

import dpone.spi.error.DponeException;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.api.Found;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.exchange.HttpAnswer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A page that came over HTTP. */
final class HttpPage implements Page, Answer {
  private final Pager pager;
  private final PageState state;
  private final HttpAnswer answer;
  private final Bodies bodies;
  private final Bodies.Body body;
  private final UnaryOperator<String> follow;

  /**
   * A page.
   *
   * @param state that it was asked with
   * @param follow makes a link absolute, holds it to the API's origin and takes secrets out of it
   */
  HttpPage(
      Pager pager,
      PageState state,
      HttpAnswer answer,
      Bodies bodies,
      UnaryOperator<String> follow) {
    this.pager = pager;
    this.state = state;
    this.answer = answer;
    this.bodies = bodies;
    this.body = bodies.open(answer, state.isFirst());
    this.follow = follow;
  }

  @Override
  public Records records() {
    return body.opened().records();
  }

  /** By the total where the page tells one, since it speaks of all pages. */
  @Override
  public long ahead() {
    Opened counted = body.counted();
    if (counted == null) {
      return -1;
    }
    long total = pager.total(counting(counted.records()));
    return total >= 0 ? total : counted.counted();
  }

  private Answer counting(Records counted) {
    return new Answer() {
      @Override
      public Optional<String> find(Found where) {
        return value(where, counted);
      }

      @Override
      public List<String> headers(String name) {
        return answer.headers(name);
      }
    };
  }

  /**
   * The state of the next page, where that can be told by a look at a body that is in memory as a
   * whole. What is wrong with it is said when its records are read.
   */
  Optional<PageState> known() {
    if (answer.whole().isEmpty() || !pager.isAhead()) {
      return Optional.empty();
    }
    try {
      Opened counted = body.counted() == null ? bodies.count(answer) : body.counted();
      Optional<Variables> next =
          pager.next(state, counting(counted.records()), counted.counted(), Optional.empty());
      return next.map(values -> state.next(absolute(values), counted.counted(), -1, 0));
    } catch (DponeException | IOException wrong) {
      return Optional.empty();
    }
  }

  private Variables absolute(Variables values) {
    return values
        .find(Pager.URL)
        .map(link -> values.with(Pager.URL, follow.apply(link)))
        .orElse(values);
  }

  @Override
  public Records again() {
    return bodies.again(answer, body);
  }

  @Override
  public Optional<String> envelope(String pointer) {
    return body.opened().records().envelope(pointer);
  }

  @Override
  public Optional<String> find(Found where) {
    return value(where, body.opened().records());
  }

  private Optional<String> value(Found where, Records records) {
    Optional<String> found =
        switch (where) {
          case Found.InBody b -> records.envelope(b.pointer());
          case Found.InHeader h -> answer.header(h.name());
        };
    return found.filter(text -> !text.isEmpty() && !text.equals("null"));
  }

  @Override
  public List<String> headers(String name) {
    return answer.headers(name);
  }

  @Override
  public long counted() {
    return body.opened().counted();
  }

  @Override
  public Optional<Variables> next(long read, Optional<String> last) {
    return pager.next(state, this, read, last).map(this::absolute);
  }

  @Override
  public long total() {
    return pager.total(this);
  }

  @Override
  public void close() {
    try {
      body.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      answer.close();
    }
  }
}
