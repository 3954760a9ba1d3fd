package dpone.toolkit.http.page;

import dpone.spi.error.Place;
import dpone.toolkit.http.api.Ending;
import dpone.toolkit.http.api.Found;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Variables;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows what pages are asked with. Stateless. */
final class Pager {
  /** The value that is an address instead of a parameter. */
  static final String URL = "url";

  private final String stream;
  private final Paging paging;

  Pager(String stream, Paging paging) {
    this.stream = stream;
    this.paging = paging;
  }

  /** Variables for the templates of a page's request. */
  Variables variables(PageState state) {
    Variables at = state.isFirst() ? first() : state.at();
    int size = size().records();
    return size > 0 ? at.with("size", Integer.toString(size)) : at;
  }

  private Variables first() {
    return switch (paging) {
      case Paging.PageNumber p -> Variables.of("page", Long.toString(p.first()));
      case Paging.Offset p -> Variables.of("offset", Long.toString(p.first()));
      case Paging.Single p -> Variables.NONE;
      case Paging.Cursor p -> Variables.NONE;
      case Paging.Link p -> Variables.NONE;
      case Paging.NextUrl p -> Variables.NONE;
      case Paging.Keyset p -> Variables.NONE;
    };
  }

  /** Parameters of a page's query beside those of its request. */
  Map<String, String> params(PageState state) {
    Map<String, String> params = new LinkedHashMap<>();
    Variables values = variables(state);
    put(params, param(), values.find(name()));
    put(params, size().param(), values.find("size"));
    return params;
  }

  private static void put(
      Map<String, String> params, @Nullable String name, Optional<String> value) {
    if (name != null) {
      value.ifPresent(v -> params.put(name, v));
    }
  }

  private @Nullable String param() {
    return switch (paging) {
      case Paging.PageNumber p -> p.param();
      case Paging.Offset p -> p.param();
      case Paging.Cursor p -> p.param();
      case Paging.Keyset p -> p.param();
      case Paging.Single p -> null;
      case Paging.Link p -> null;
      case Paging.NextUrl p -> null;
    };
  }

  private String name() {
    return switch (paging) {
      case Paging.PageNumber p -> "page";
      case Paging.Offset p -> "offset";
      case Paging.Cursor p -> "token";
      case Paging.Keyset p -> "after";
      case Paging.Link p -> URL;
      case Paging.NextUrl p -> URL;
      case Paging.Single p -> "";
    };
  }

  private Paging.Size size() {
    return switch (paging) {
      case Paging.PageNumber p -> p.size();
      case Paging.Offset p -> p.size();
      case Paging.Cursor p -> p.size();
      case Paging.Link p -> p.size();
      case Paging.NextUrl p -> p.size();
      case Paging.Keyset p -> p.size();
      case Paging.Single p -> Paging.Size.ANY;
    };
  }

  /** The address of the page, where pages have one; absolute or relative to the one before. */
  Optional<String> address(PageState state) {
    return name().equals(URL) ? state.at().find(URL) : Optional.empty();
  }

  /** Whether a page tells the next one without its records being decoded. */
  boolean isAhead() {
    return !(paging instanceof Paging.Single) && !(paging instanceof Paging.Keyset);
  }

  /** Places of the body that have to be looked at. */
  List<String> pointers() {
    List<String> pointers = new ArrayList<>();
    switch (paging) {
      case Paging.PageNumber p -> add(pointers, p.ending());
      case Paging.Offset p -> add(pointers, p.ending());
      case Paging.Cursor p -> add(pointers, p.next());
      case Paging.NextUrl p -> {
        add(pointers, p.next());
        add(pointers, p.total());
      }
      case Paging.Single p -> {}
      case Paging.Link p -> {}
      case Paging.Keyset p -> {}
    }
    return pointers;
  }

  private static void add(List<String> pointers, Ending ending) {
    add(pointers, ending.total());
    add(pointers, ending.more());
  }

  private static void add(List<String> pointers, @Nullable Found found) {
    if (found instanceof Found.InBody body) {
      pointers.add(body.pointer());
    }
  }

  /** The number of all records by what a page says; -1 if it does not, or says pages. */
  long total(Answer answer) {
    if (paging instanceof Paging.NextUrl p && p.total() != null) {
      return number(p.total(), answer);
    }
    Ending ending = ending();
    return ending == null || ending.total() == null || ending.rule() == Ending.Rule.TOTAL_PAGES
        ? -1
        : number(ending.total(), answer);
  }

  private @Nullable Ending ending() {
    return switch (paging) {
      case Paging.PageNumber p -> p.ending();
      case Paging.Offset p -> p.ending();
      case Paging.Single p -> null;
      case Paging.Cursor p -> null;
      case Paging.Link p -> null;
      case Paging.NextUrl p -> null;
      case Paging.Keyset p -> null;
    };
  }

  private long number(Found where, Answer answer) {
    String text = answer.find(where).orElse("");
    try {
      long number = Long.parseLong(text.strip());
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException none) {
      // said below
    }
    throw FeedCode.TOTAL_UNREADABLE
        .error(
            text.isEmpty()
                ? "there is nothing at " + shown(where)
                : shown(where) + " is not a number: " + text)
        .at(Place.stream(stream))
        .build();
  }

  private static String shown(Found where) {
    return switch (where) {
      case Found.InBody body -> body.pointer();
      case Found.InHeader header -> "header " + header.name();
    };
  }

  /** What the page after that one is asked with; empty at the end. */
  Optional<Variables> next(PageState state, Answer answer, long read, Optional<String> last) {
    return switch (paging) {
      case Paging.Single p -> Optional.empty();
      case Paging.PageNumber p ->
          ended(p.ending(), p.size(), state, answer, read)
              ? Optional.empty()
              : Optional.of(Variables.of("page", Long.toString(p.first() + state.pages() + 1)));
      case Paging.Offset p ->
          ended(p.ending(), p.size(), state, answer, read)
              ? Optional.empty()
              : Optional.of(
                  Variables.of("offset", Long.toString(p.first() + state.records() + read)));
      case Paging.Cursor p -> answer.find(p.next()).map(token -> Variables.of("token", token));
      case Paging.NextUrl p -> answer.find(p.next()).map(url -> Variables.of(URL, url));
      case Paging.Link p -> Links.next(answer.headers("link")).map(u -> Variables.of(URL, u));
      case Paging.Keyset p ->
          read == 0 ? Optional.empty() : last.map(value -> Variables.of("after", value));
    };
  }

  private boolean ended(
      Ending ending, Paging.Size size, PageState state, Answer answer, long read) {
    return switch (ending.rule()) {
      case EMPTY_PAGE -> read == 0;
      case SHORT_PAGE -> read < Math.max(1, size.records());
      case TOTAL ->
          ending.total() == null
              ? read == 0
              : state.records() + read >= number(ending.total(), answer);
      case TOTAL_PAGES ->
          ending.total() == null ? read == 0 : state.pages() + 1 >= number(ending.total(), answer);
      case MORE ->
          ending.more() == null
              || answer
                  .find(ending.more())
                  .map(flag -> flag.equalsIgnoreCase("false") || flag.equals("0"))
                  .orElse(true);
    };
  }
}
