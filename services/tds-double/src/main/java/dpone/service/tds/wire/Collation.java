package dpone.service.tds.wire;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * How text of one byte a character is coded (MS-TDS 2.2.5.1.2).
 *
 * @param info locale, flags and version
 * @param sort sort order of collations older than SQL Server 2000's, else 0
 */
public record Collation(int info, int sort) {
  /** {@code SQL_Latin1_General_CP1_CI_AS}, what servers are usually installed with. */
  public static final Collation LATIN = new Collation(0x00D0_0409, 0x34);

  /** {@code Latin1_General_100_CI_AS_SC_UTF8}. */
  public static final Collation UTF8 = new Collation(0x24D0_0409, 0);

  /** {@code Cyrillic_General_CI_AS}. */
  public static final Collation CYRILLIC = new Collation(0x00D0_0419, 0);

  private static final int UTF8_BIT = 0x0400_0000;

  /** The charset of its text. */
  public Charset charset() {
    if ((info & UTF8_BIT) != 0) {
      return StandardCharsets.UTF_8;
    }
    return Charset.forName((info & 0xFFFF) == 0x0419 ? "windows-1251" : "windows-1252");
  }

  static Collation read(TdsReader in) throws IOException {
    return new Collation(in.i32(), in.u8());
  }

  void write(TdsWriter out) {
    out.i32(info).u8(sort);
  }
}
