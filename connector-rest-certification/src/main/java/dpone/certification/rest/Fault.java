package dpone.certification.rest;

/** What can go wrong with an answer. */
enum Fault {
  /** Status 429 that names a second to wait. */
  THROTTLED,
  /** Status 429 that names a moment to wait for. */
  THROTTLED_UNTIL,
  /** Status 503. */
  SERVER_ERROR,
  /** The connection is reset. */
  RESET,
  /** Piece by piece. */
  SLOW_BODY,
  /** Half a body, and then nothing. */
  STALLED_BODY,
  /** Half a body, and the connection ends. */
  TRUNCATED,
  /** A document that ends in its middle, and yet is as long as its head says. */
  CUT_DOCUMENT,
  /** A web page with status 200. */
  HTML_PAGE,
  /** Bytes that are no text of the charset. */
  WRONG_CHARSET,
  /** Status 200 without a body. */
  EMPTY_BODY,
  /** Records elsewhere than they were. */
  OTHER_SHAPE,
  /** A field of another type. */
  OTHER_TYPE,
  /** The page before once more. */
  REPEATED_PAGE,
  /** The next page is one that was read. */
  REPEATED_TOKEN,
  /** No records, and yet a next page. */
  EMPTY_PAGE,
  /** A row comes before the place of the reader. */
  ROW_ADDED,
  /** A row before the place of the reader goes. */
  ROW_REMOVED,
  /** A total that is smaller than it is. */
  LYING_TOTAL,
  /** The tokens that were given are good no more. */
  EXPIRED_TOKEN,
  /** A redirect to another origin. */
  REDIRECT_ELSEWHERE,
  /** A next page at another origin. */
  NEXT_ELSEWHERE
}
