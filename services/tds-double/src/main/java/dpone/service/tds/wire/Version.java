package dpone.service.tds.wire;

/** Versions of the protocol, in order. */
public enum Version {
  /** SQL Server 2000; what jTDS speaks. */
  V7_1(0x71000001),
  /** SQL Server 2005: large values, xml, headers in front of a request. */
  V7_2(0x72090002),
  /** SQL Server 2008: dates and times, rows without their nulls. */
  V7_3(0x730B0003),
  /** SQL Server 2012 and later. */
  V7_4(0x74000004);

  private final int code;

  Version(int code) {
    this.code = code;
  }

  /** What a server answers a login with, most significant byte first. */
  int code() {
    return code;
  }

  /** Whether it has what came with another version. */
  public boolean atLeast(Version other) {
    return compareTo(other) >= 0;
  }

  /** The version that a client asks for, as its login has it. */
  static Version asked(int value) throws TdsException {
    return switch (value >>> 24) {
      case 0x70, 0x71 -> V7_1;
      case 0x72 -> V7_2;
      case 0x73 -> V7_3;
      case 0x74, 0x08 -> V7_4;
      default ->
          throw new TdsException("a client asks for TDS version 0x" + Integer.toHexString(value));
    };
  }
}
