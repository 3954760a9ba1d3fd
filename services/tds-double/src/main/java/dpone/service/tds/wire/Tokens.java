package dpone.service.tds.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the tokens of an answer (MS-TDS 2.2.7). */
public final class Tokens {
  /** Another statement's outcome follows. */
  public static final int MORE = 0x01;

  /** The statement failed. */
  public static final int ERROR = 0x02;

  /** The count means something. */
  public static final int COUNT = 0x10;

  /** What was asked to stop has stopped. */
  public static final int ATTENTION = 0x20;

  private final TdsWriter out = new TdsWriter();
  private final Version version;
  private final boolean json;

  /**
   * Tokens as a client understands them.
   *
   * @param version what the client speaks
   * @param json whether it knows the type
   */
  public Tokens(Version version, boolean json) {
    this.version = version;
    this.json = json;
  }

  /** What was written since the last time. */
  public byte[] take() {
    return out.take();
  }

  /** Bytes written and not taken. */
  public int size() {
    return out.size();
  }

  /** Which of the statements in a request ended (MS-TDS 2.2.7.6 to 2.2.7.8). */
  public enum End {
    /** One of a batch. */
    STATEMENT(0xFD),
    /** A whole procedure. */
    PROCEDURE(0xFE),
    /** One within a procedure. */
    WITHIN(0xFF);

    private final int token;

    End(int token) {
      this.token = token;
    }
  }

  /** The end of a statement. */
  public void done(End end, int status, int command, long rows) {
    out.u8(end.token).u16(status).u16(command);
    if (version.atLeast(Version.V7_2)) {
      out.i64(rows);
    } else {
      out.i32((int) rows);
    }
  }

  /** The columns of a result. */
  public void columns(List<Column> columns) {
    out.u8(0x81).u16(columns.size());
    for (Column column : Downlevel.columns(columns, version, json)) {
      column.write(out, version);
    }
  }

  /** A row; with many nulls it leaves them out, where the client knows such rows. */
  public void row(List<Column> columns, @Nullable Object... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.length + " cells for " + columns.size() + " columns");
    }
    long nulls = Arrays.stream(cells).filter(cell -> cell == null).count();
    boolean leaveOut = nulls > 1 && version.atLeast(Version.V7_3);
    out.u8(leaveOut ? 0xD2 : 0xD1);
    if (leaveOut) {
      byte[] bits = new byte[(cells.length + 7) / 8];
      for (int i = 0; i < cells.length; i++) {
        if (cells[i] == null) {
          bits[i / 8] |= (byte) (1 << i % 8);
        }
      }
      out.bytes(bits);
    }
    for (int i = 0; i < cells.length; i++) {
      if (!leaveOut || cells[i] != null) {
        Column column = columns.get(i);
        SqlType told = Downlevel.type(column.type(), version, json);
        Values.write(
            out,
            new TypeInfo(told, column.info().nullable()),
            Downlevel.value(cells[i], column.type(), told));
      }
    }
  }

  /** An error, of class 11 and above, or a message. */
  public void message(int number, int state, int severity, String text, String procedure) {
    TdsWriter part = new TdsWriter();
    part.i32(number).u8(state).u8(severity).longText(text).shortText("double").shortText(procedure);
    if (version.atLeast(Version.V7_2)) {
      part.i32(1);
    } else {
      part.u16(1);
    }
    out.u8(severity > 10 ? 0xAA : 0xAB).sized(part);
  }

  /** What a procedure returns. */
  public void returnStatus(int status) {
    out.u8(0x79).i32(status);
  }

  /** A parameter that a procedure sets. */
  public void returnValue(int ordinal, String name, SqlType type, @Nullable Object value) {
    out.u8(0xAC).u16(ordinal).shortText(name).u8(1);
    if (version.atLeast(Version.V7_2)) {
      out.i32(0);
    } else {
      out.u16(0);
    }
    out.u16(1);
    TypeInfo info = new TypeInfo(Downlevel.type(type, version, json), true);
    info.write(out, false, version);
    Values.write(out, info, value);
  }

  /** That the login is accepted. */
  public void loginAck() {
    TdsWriter part = new TdsWriter();
    int code = version.code();
    part.u8(1).u8(code >> 24).u8(code >> 16).u8(code >> 8).u8(code);
    part.shortText("Microsoft SQL Server").u8(16).u8(0).u8(0x10).u8(0x00);
    out.u8(0xAD).sized(part);
  }

  /** That something about the session changed, said in text. */
  public void changed(int what, String now, String before) {
    TdsWriter part = new TdsWriter();
    out.u8(0xE3).sized(part.u8(what).shortText(now).shortText(before));
  }

  /** That something about the session changed, said in bytes. */
  public void changed(int what, byte[] now, byte[] before) {
    TdsWriter part = new TdsWriter();
    part.u8(what).u8(now.length).bytes(now).u8(before.length).bytes(before);
    out.u8(0xE3).sized(part);
  }

  /** The collation of the database. */
  public void collation(Collation collation) {
    TdsWriter bytes = new TdsWriter();
    collation.write(bytes);
    changed(7, bytes.take(), new byte[0]);
  }

  /** That the client is to log in elsewhere (MS-TDS 2.2.7.9, type 20). */
  public void routed(String host, int port) {
    TdsWriter route = new TdsWriter();
    route.u8(0).u16(port).longText(host);
    TdsWriter part = new TdsWriter();
    part.u8(20).sized(route).u16(0);
    out.u8(0xE3).sized(part);
  }

  /** Who mirrors the database (MS-TDS 2.2.7.9, type 13). */
  public void mirrored(String host) {
    changed(13, host, "");
  }

  /**
   * Where a client gets the token of its login (MS-TDS 2.2.7.12).
   *
   * @param authority address of whoever hands tokens out
   * @param resource name of what they are for
   */
  public void federated(String authority, String resource) {
    byte[] url = authority.getBytes(StandardCharsets.UTF_16LE);
    byte[] name = resource.getBytes(StandardCharsets.UTF_16LE);
    int heads = 4 + 2 * 9;
    TdsWriter part = new TdsWriter();
    part.i32(2);
    part.u8(1).i32(url.length).i32(heads);
    part.u8(2).i32(name.length).i32(heads + url.length);
    part.bytes(url).bytes(name);
    byte[] all = part.take();
    out.u8(0xEE).i32(all.length).bytes(all);
  }

  /** Which of the features that the client named are known here. */
  public void features(List<Integer> acknowledged) {
    if (acknowledged.isEmpty()) {
      return;
    }
    out.u8(0xAE);
    for (int feature : acknowledged) {
      byte[] data = feature == Login7.FEDERATED ? new byte[0] : new byte[] {1};
      out.u8(feature).i32(data.length).bytes(data);
    }
    out.u8(0xFF);
  }
}
