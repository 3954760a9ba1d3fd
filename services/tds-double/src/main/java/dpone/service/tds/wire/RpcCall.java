package dpone.service.tds.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A call of a procedure (MS-TDS 2.2.6.6).
 *
 * @param procedure its name; those that go by number have theirs here
 * @param parameters what is handed over
 */
public record RpcCall(String procedure, List<Parameter> parameters) {
  private static final List<String> NUMBERED =
      List.of(
          "",
          "sp_cursor",
          "sp_cursoropen",
          "sp_cursorprepare",
          "sp_cursorexecute",
          "sp_cursorprepexec",
          "sp_cursorunprepare",
          "sp_cursorfetch",
          "sp_cursoroption",
          "sp_cursorclose",
          "sp_executesql",
          "sp_prepare",
          "sp_execute",
          "sp_prepexec",
          "sp_prepexecrpc",
          "sp_unprepare");

  /** Reads the calls of a message. */
  public static List<RpcCall> read(TdsReader in, Version version) throws IOException {
    if (version.atLeast(Version.V7_2)) {
      headers(in);
    }
    List<RpcCall> calls = new ArrayList<>();
    int separator;
    do {
      int length = in.u16();
      String procedure = length == 0xFFFF ? numbered(in.u16()) : in.text(length);
      in.u16();
      List<Parameter> parameters = new ArrayList<>();
      separator = parameters(in, version, parameters);
      calls.add(new RpcCall(procedure, List.copyOf(parameters)));
    } while (separator >= 0);
    return calls;
  }

  private static int parameters(TdsReader in, Version version, List<Parameter> into)
      throws IOException {
    while (true) {
      int length = in.next();
      // 0xFF and, before SQL Server 2005, 0x80 end a call; no name has so many units.
      if (length < 0 || length >= 0xFE || (length == 0x80 && !version.atLeast(Version.V7_2))) {
        return length;
      }
      String name = in.text(length);
      int status = in.u8();
      TypeInfo info = TypeInfo.read(in, false, version);
      Object value = Values.read(in, info, false);
      into.add(new Parameter(name, info.type(), (status & 0x01) != 0, value));
    }
  }

  private static String numbered(int number) throws TdsException {
    if (number < 1 || number >= NUMBERED.size()) {
      throw new TdsException("the double knows no procedure number " + number);
    }
    return NUMBERED.get(number);
  }

  /** Reads over what stands in front of a request since SQL Server 2005 (MS-TDS 2.2.5.3). */
  public static void headers(TdsReader in) throws IOException {
    long total = in.u32();
    if (total < 4 || total > 1 << 16) {
      throw new TdsException("headers of " + total + " bytes in front of a request");
    }
    in.bytes(total - 4);
  }
}
