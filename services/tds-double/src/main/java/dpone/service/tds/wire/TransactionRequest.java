package dpone.service.tds.wire;

import java.io.IOException;

/**
 * Begins or ends a transaction (MS-TDS 2.2.6.9).
 *
 * @param kind which
 */
public record TransactionRequest(Kind kind) {
  /** What is asked for. */
  public enum Kind {
    /** A transaction begins. */
    BEGIN,
    /** It is committed. */
    COMMIT,
    /** It is rolled back. */
    ROLLBACK,
    /** A mark is set. */
    SAVE
  }

  /** The name under which a script knows it. */
  public String verb() {
    return kind.name();
  }

  /** Reads the request. */
  public static TransactionRequest read(TdsReader in) throws IOException {
    RpcCall.headers(in);
    int type = in.u16();
    in.rest();
    return new TransactionRequest(
        switch (type) {
          case 5 -> Kind.BEGIN;
          case 7 -> Kind.COMMIT;
          case 8 -> Kind.ROLLBACK;
          case 9 -> Kind.SAVE;
          default -> throw new TdsException("the double knows no transaction request " + type);
        });
  }
}
