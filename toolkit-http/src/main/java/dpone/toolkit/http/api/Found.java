package dpone.toolkit.http.api;

/** Where an answer says something beside its records, such as the token of the next page. */
public sealed interface Found {
  /**
   * In the body.
   *
   * @param pointer JSON Pointer (RFC 6901) outside of the records; in XML the path of an attribute,
   *     such as {@code /ValCurs/@Date}
   */
  record InBody(String pointer) implements Found {}

  /**
   * In a header.
   *
   * @param name of the header; its case does not matter
   */
  record InHeader(String name) implements Found {}

  /**
   * The notation of manifests: {@code /meta/next} or {@code header:X-Next}.
   *
   * @throws IllegalArgumentException when it is neither
   */
  static Found parse(String text) {
    if (text.startsWith("header:") && text.length() > 7) {
      return new InHeader(text.substring(7).strip());
    }
    if (text.startsWith("/")) {
      return new InBody(text);
    }
    throw new IllegalArgumentException(
        "neither a JSON Pointer such as /meta/next nor header:NAME: " + text);
  }
}
