package dpone.connector.postgres.cdc;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Messages of pgoutput as a server sends them, for tables of one column of four bytes. */
final class Log {
  private interface Content {
    void write(DataOutputStream out) throws IOException;
  }

  private Log() {}

  private static PumpItem message(char type, Content content) {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      DataOutputStream out = new DataOutputStream(bytes);
      out.write(type);
      content.write(out);
      return new PumpItem(bytes.toByteArray(), 0, bytes.size(), 0);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  static PumpItem begin(long commit) {
    return message(
        'B',
        out -> {
          out.writeLong(commit);
          out.writeLong(0);
          out.writeInt(7);
        });
  }

  static PumpItem commit(long commit, long end) {
    return message(
        'C',
        out -> {
          out.write(0);
          out.writeLong(commit);
          out.writeLong(end);
          out.writeLong(0);
        });
  }

  static PumpItem relation(int oid) {
    return message(
        'R',
        out -> {
          out.writeInt(oid);
          out.write("public\0t\0d".getBytes(StandardCharsets.UTF_8));
          out.writeShort(1);
          out.write(1);
          out.write("id\0".getBytes(StandardCharsets.UTF_8));
          out.writeInt(23);
          out.writeInt(-1);
        });
  }

  static PumpItem insert(int oid, int id) {
    return message('I', out -> row(out, oid, id));
  }

  private static void row(DataOutputStream out, int oid, int id) throws IOException {
    out.writeInt(oid);
    out.write('N');
    out.writeShort(1);
    out.write('b');
    out.writeInt(4);
    out.writeInt(id);
  }

  static PumpItem truncate(int... oids) {
    return message(
        'T',
        out -> {
          out.writeInt(oids.length);
          out.write(0);
          for (int oid : oids) {
            out.writeInt(oid);
          }
        });
  }

  static PumpItem text(long lsn, String prefix, String content) {
    return message(
        'M',
        out -> {
          out.write(0);
          out.writeLong(lsn);
          out.write((prefix + "\0").getBytes(StandardCharsets.UTF_8));
          out.writeInt(content.length());
          out.write(content.getBytes(StandardCharsets.UTF_8));
        });
  }

  static PumpItem streamStart(int xid) {
    return message(
        'S',
        out -> {
          out.writeInt(xid);
          out.write(1);
        });
  }

  static PumpItem streamStop() {
    return message('E', out -> {});
  }

  static PumpItem streamedInsert(int part, int oid, int id) {
    return message(
        'I',
        out -> {
          out.writeInt(part);
          row(out, oid, id);
        });
  }

  static PumpItem streamAbort(int xid, int part) {
    return message(
        'A',
        out -> {
          out.writeInt(xid);
          out.writeInt(part);
        });
  }

  static PumpItem streamCommit(int xid, long commit, long end) {
    return message(
        'c',
        out -> {
          out.writeInt(xid);
          out.write(0);
          out.writeLong(commit);
          out.writeLong(end);
          out.writeLong(0);
        });
  }
}
