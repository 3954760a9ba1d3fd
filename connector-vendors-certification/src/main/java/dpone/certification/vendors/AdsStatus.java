package dpone.certification.vendors;

import io.grpc.Metadata;
import io.grpc.Status;

/**
 * How the service of Google Ads refuses and fails.
 *
 * @param status of the call
 * @param trailers that come with it
 * @see <a href="https://developers.google.com/google-ads/api/docs/get-started/handle-errors">the
 *     vendor's page</a>
 */
record AdsStatus(Status status, Metadata trailers) {
  private static final Metadata.Key<byte[]> FAILURE =
      Metadata.Key.of(
          "google.ads.googleads.v23.errors.googleadsfailure-bin", Metadata.BINARY_BYTE_MARSHALLER);
  private static final Metadata.Key<String> REQUEST =
      Metadata.Key.of("request-id", Metadata.ASCII_STRING_MARSHALLER);

  /** Kinds of errors, by their numbers in the message of an error's code. */
  private static final int REQUEST_ERROR = 1;

  private static final int QUERY_ERROR = 5;
  private static final int AUTHORIZATION_ERROR = 9;
  private static final int QUOTA_ERROR = 11;
  private static final int AUTHENTICATION_ERROR = 17;

  /** A status that says nothing more. */
  static AdsStatus bare(Status status) {
    return new AdsStatus(status, new Metadata());
  }

  /** A token that is none, or none any more. */
  static AdsStatus badToken() {
    return of(Status.UNAUTHENTICATED, AUTHENTICATION_ERROR, 15, "OAuth token invalid.");
  }

  /** A developer token that nobody was given. */
  static AdsStatus badDeveloper() {
    return of(Status.UNAUTHENTICATED, AUTHENTICATION_ERROR, 29, "Developer token is not valid.");
  }

  /** An account that the caller may not see. */
  static AdsStatus noPermission() {
    return of(
        Status.PERMISSION_DENIED, AUTHORIZATION_ERROR, 2, "No permission to access customer.");
  }

  /** A query that the double does not know. */
  static AdsStatus badQuery(String query) {
    return of(Status.INVALID_ARGUMENT, QUERY_ERROR, 1, "Error in query: " + query);
  }

  /** A request that is none. */
  static AdsStatus badRequest(String why) {
    return of(Status.INVALID_ARGUMENT, REQUEST_ERROR, 1, why);
  }

  /** Too many requests; come again after so many seconds. */
  static AdsStatus slower(int seconds) {
    ProtoWriter quota =
        new ProtoWriter()
            .number(1, 2)
            .text(2, "Get requests for standard access")
            .message(3, new ProtoWriter().number(1, seconds));
    return of(
        Status.RESOURCE_EXHAUSTED,
        QUOTA_ERROR,
        4,
        "Too many requests. Retry in " + seconds + " seconds.",
        new ProtoWriter().message(4, quota));
  }

  private static AdsStatus of(Status status, int kind, int code, String message) {
    return of(status, kind, code, message, new ProtoWriter());
  }

  private static AdsStatus of(
      Status status, int kind, int code, String message, ProtoWriter details) {
    ProtoWriter error =
        new ProtoWriter()
            .message(1, new ProtoWriter().number(kind, code))
            .text(2, message)
            .message(5, details);
    Metadata trailers = new Metadata();
    trailers.put(
        FAILURE, new ProtoWriter().message(1, error).text(2, "invented-request").toByteArray());
    trailers.put(REQUEST, "invented-request");
    return new AdsStatus(status.withDescription(message), trailers);
  }
}
