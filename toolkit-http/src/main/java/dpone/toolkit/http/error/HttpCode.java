package dpone.toolkit.http.error;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;

/** Codes of calls over HTTP: category, what each means and what to do. */
public enum HttpCode {
  // No answer.
  UNREACHABLE(
      ErrorCategory.TRANSIENT,
      "Nothing answers at the address; nothing was sent.",
      "check the address, the proxy and the network, and run again"),
  CONNECTION_LOST(
      ErrorCategory.TRANSIENT,
      "The connection broke after the request was sent and before an answer came.",
      "run again; if it repeats, ask the system's operator"),
  TIMEOUT(
      ErrorCategory.TRANSIENT,
      "The answer, or the next piece of it, took longer than allowed.",
      "run again, ask for smaller pages, or raise the timeout that the message names"),
  TRUNCATED(
      ErrorCategory.TRANSIENT,
      "The answer ended before it was whole.",
      "run again; if it repeats, ask for smaller pages"),
  TLS(
      ErrorCategory.AUTHENTICATION,
      "No encrypted connection could be made, or the server's certificate is not trusted.",
      "set ssl_root_cert to the authority of the server's certificate, and write the address as the"
          + " certificate names it"),
  CIRCUIT_OPEN(
      ErrorCategory.TRANSIENT,
      "So many of the last calls failed that no further ones are made for a while.",
      "look at the failures before this one, and run again later"),
  CLOSED(
      ErrorCategory.INTERNAL,
      "A part was closed while it was working.",
      "look for the failure that ended the run"),
  OUTCOME_UNKNOWN(
      ErrorCategory.RESOURCE,
      "A request that must not be sent twice was sent, and whether it was carried out is not known.",
      "look at the system whether it was; running again sends it again"),
  // Refusals.
  UNAUTHORIZED(
      ErrorCategory.AUTHENTICATION,
      "The credential was refused (status 401), also after it was renewed where it can be.",
      "correct the credential"),
  FORBIDDEN(
      ErrorCategory.AUTHENTICATION,
      "The credential lacks a permission (status 403).",
      "let an administrator grant what the message names"),
  TOKEN_REFUSED(
      ErrorCategory.AUTHENTICATION,
      "No token was given for the credential.",
      "correct the credential, or grant it anew; the message has the server's reason"),
  NOT_FOUND(
      ErrorCategory.NOT_FOUND,
      "There is nothing at the address (status 404 or 410).",
      "correct the path or the name that the message shows"),
  BAD_REQUEST(
      ErrorCategory.CONFIG,
      "The system refused the request as it was written (another status from 400 to 499, 501 or"
          + " 505).",
      "correct what the message names"),
  THROTTLED(
      ErrorCategory.THROTTLED,
      "The system asks to slow down (status 429, or 503 with a time to wait).",
      "run again later, or lower the rate of requests"),
  QUOTA(
      ErrorCategory.QUOTA,
      "What the account may use in a span of time, such as a day, is used up.",
      "run again when the quota is renewed, or raise it"),
  SERVER_ERROR(
      ErrorCategory.TRANSIENT,
      "The server failed (status 500 to 599).",
      "run again; if it repeats, ask the system's operator"),
  // Answers that are none.
  REDIRECT(
      ErrorCategory.CONFIG,
      "The answer sends elsewhere: to a loop, too often, to no address, or where a request may not"
          + " be repeated.",
      "write the address at which the system really is"),
  OTHER_ORIGIN(
      ErrorCategory.CONFIG,
      "A redirect, a link to the next page or a download leads to a host that was not named; the"
          + " credential is not sent there.",
      "if the host is the system's own, write its address in the manifest"),
  HTML_PAGE(
      ErrorCategory.DATA,
      "A web page came instead of data: a login form, a gateway's notice, or a wrong address.",
      "check the address, and that no login page or proxy stands before it"),
  ENCODING(
      ErrorCategory.DATA,
      "The answer's compression or charset is unknown, or not what it says it is.",
      "report it to the system's operator"),
  UNEXPECTED(
      ErrorCategory.DATA,
      "An answer does not have the form that the system documents.",
      "check the address and the version of the API"),
  TOO_LARGE(
      ErrorCategory.RESOURCE,
      "An answer that has to be held in memory is too large for it.",
      "raise runtime.memory, or ask for smaller pages"),
  // Exports.
  EXPORT_FAILED(
      ErrorCategory.DATA,
      "The system says that it could not make the export.",
      "correct what the message names, and run again to have another made"),
  EXPORT_EXPIRED(
      ErrorCategory.NOT_FOUND,
      "The system made the export and no longer has it.",
      "run again to have another made"),
  EXPORT_CHANGED(
      ErrorCategory.DATA,
      "A file of an export changed while it was downloaded.",
      "run again, so that it is read from its start"),
  EXPORT_TIMEOUT(
      ErrorCategory.RESOURCE,
      "The system did not finish the export in the time allowed.",
      "run again: the same export is asked for; or raise the time"),
  // The rest.
  INVALID_OPTION(
      ErrorCategory.CONFIG,
      "An option has a value that cannot be used.",
      "correct the option that the message names");

  private final ErrorCategory category;
  private final String meaning;
  private final String remedy;

  HttpCode(ErrorCategory category, String meaning, String remedy) {
    this.category = category;
    this.meaning = meaning;
    this.remedy = remedy;
  }

  /** The stable code, such as {@code HTTP_THROTTLED}. */
  public String code() {
    return "HTTP_" + name();
  }

  /** Its category. */
  public ErrorCategory category() {
    return category;
  }

  /** What it means, one sentence. */
  public String meaning() {
    return meaning;
  }

  /** What to do when the message itself does not say more. */
  public String remedy() {
    return remedy;
  }

  /** Whether the failure is of this code. */
  public boolean is(DponeException failure) {
    return failure.code().equals(code());
  }

  /** Starts an error of this code, with its usual remedy. */
  public DponeException.Builder error(String message) {
    return DponeException.of(category, code(), message).remedy(remedy);
  }
}
