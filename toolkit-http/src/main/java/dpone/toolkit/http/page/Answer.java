package dpone.toolkit.http.page;

import dpone.toolkit.http.api.Found;
import java.util.List;
import java.util.Optional;

/** What a page says beside its records. */
interface Answer {
  /** A value of the body or of a header; empty when absent, null or empty. */
  Optional<String> find(Found where);

  /** All values of a header. */
  List<String> headers(String name);
}
