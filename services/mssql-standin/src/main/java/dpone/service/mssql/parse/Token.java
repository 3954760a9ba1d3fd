package dpone.service.mssql.parse;

/**
 * A piece of a statement.
 *
 * @param kind what it is
 * @param text a word as it stands, a name or text without its quotes, a number's digits
 */
record Token(Kind kind, String text) {
  enum Kind {
    /** A word without quotes: a keyword, a name, a function, {@code @P0}. */
    WORD,
    /** A name in brackets. */
    NAME,
    /** Text in quotes. */
    TEXT,
    /** A number. */
    NUMBER,
    /** Hexadecimal digits after 0x. */
    BYTES,
    /** A sign or two that belong together. */
    SIGN,
    /** The end. */
    END
  }

  boolean word(String word) {
    return kind == Kind.WORD && text.equalsIgnoreCase(word);
  }

  boolean sign(String sign) {
    return kind == Kind.SIGN && text.equals(sign);
  }
}
