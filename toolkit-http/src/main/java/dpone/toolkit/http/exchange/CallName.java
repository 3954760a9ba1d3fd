package dpone.toolkit.http.exchange;

import java.net.URI;

/** A call as messages name it, written out only when there is one: most calls need no name. */
final class CallName {
  private final String method;
  private final URI uri;
  private final Redactor redactor;

  CallName(String method, URI uri, Redactor redactor) {
    this.method = method;
    this.uri = uri;
    this.redactor = redactor;
  }

  /** Method and address without secrets. */
  @Override
  public String toString() {
    return method + " " + redactor.address(uri);
  }
}
