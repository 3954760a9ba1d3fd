package dpone.certification.vendors;

import io.grpc.Metadata;
import java.nio.charset.StandardCharsets;

/**
 * A request for rows as the double heard it.
 *
 * @param token of the caller
 * @param developer token of the application
 * @param manager account through which the customer's is reached
 * @param customer whose account is read
 * @param query text of the query
 */
record AdsRequest(String token, String developer, String manager, String customer, String query) {
  private static final String BEARER = "Bearer ";
  private static final int CUSTOMER = 1;
  private static final int QUERY = 2;
  private static final int LENGTH = 2;

  /** Reads a request, whose fields are texts. */
  static AdsRequest read(Metadata headers, byte[] message) {
    String customer = "";
    String query = "";
    int at = 0;
    while (at < message.length) {
      int tag = message[at++];
      if ((tag & 7) != LENGTH) {
        throw new IllegalArgumentException("a field of the request is no text: " + tag);
      }
      int length = 0;
      int shift = 0;
      byte next;
      do {
        next = message[at++];
        length |= (next & 0x7F) << shift;
        shift += 7;
      } while (next < 0);
      String text = new String(message, at, length, StandardCharsets.UTF_8);
      at += length;
      switch (tag >>> 3) {
        case CUSTOMER -> customer = text;
        case QUERY -> query = text;
        default -> throw new IllegalArgumentException("the request has a field " + (tag >>> 3));
      }
    }
    String login = header(headers, "authorization");
    return new AdsRequest(
        login.startsWith(BEARER) ? login.substring(BEARER.length()) : "",
        header(headers, "developer-token"),
        header(headers, "login-customer-id"),
        customer,
        query);
  }

  private static String header(Metadata headers, String name) {
    String value = headers.get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    return value == null ? "" : value;
  }
}
