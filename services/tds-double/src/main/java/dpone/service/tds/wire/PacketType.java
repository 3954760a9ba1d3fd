package dpone.service.tds.wire;

/** Kinds of messages (MS-TDS 2.2.3.1.1). */
public enum PacketType {
  /** Statements as text. */
  SQL_BATCH(0x01),
  /** A call of a procedure. */
  RPC(0x03),
  /** What a server answers. */
  ANSWER(0x04),
  /** Stop what you are doing. */
  ATTENTION(0x06),
  /** Rows of a bulk load. */
  BULK_LOAD(0x07),
  /** Begin, commit, roll back. */
  TRANSACTION(0x0E),
  /** Who logs in. */
  LOGIN7(0x10),
  /** What is agreed on first; TLS hands are shaken in it, too. */
  PRELOGIN(0x12);

  private final int code;

  PacketType(int code) {
    this.code = code;
  }

  /** The byte on the wire. */
  public int code() {
    return code;
  }

  /** The kind that a byte means. */
  static PacketType of(int code) throws TdsException {
    for (PacketType type : values()) {
      if (type.code == code) {
        return type;
      }
    }
    throw new TdsException("the double knows no packet of type 0x" + Integer.toHexString(code));
  }
}
