package dpone.connector.postgres.cdc.pgoutput;

import java.util.ArrayList;
import java.util.List;

/** Reads messages of pgoutput, protocol versions 1 to 4, without two-phase commit. Not shared. */
public final class PgOutputParser {
  private final Frame frame = new Frame();
  private final Tuple row = new Tuple();
  private final Tuple old = new Tuple();
  private boolean streaming;

  /**
   * Reads one message of the stream.
   *
   * @throws dpone.spi.error.DponeException PG_PGOUTPUT_MALFORMED for anything that is not one
   */
  public void parse(
      byte[] data, int offset, int length, ChangeHandler handler, StreamHandler streams) {
    frame.over(data, offset, length);
    int type = frame.int8();
    switch (type) {
      case 'S' -> {
        if (streaming) {
          throw Frame.malformed("a part of a transaction within another");
        }
        streaming = true;
        int xid = frame.int32();
        frame.int8();
        streams.streamStart(xid);
      }
      case 'E' -> {
        if (!streaming) {
          throw Frame.malformed("the end of a part of a transaction without its start");
        }
        streaming = false;
        streams.streamStop();
      }
      case 'c' -> {
        int xid = frame.int32();
        frame.int8();
        streams.streamCommit(xid, frame.int64(), frame.int64());
      }
      case 'O' -> {
        // The origin of a transaction, which is of no use here, never carries the transaction's id.
      }
      case 'A' -> streams.streamAbort(frame.int32(), frame.int32());
      default -> {
        if (streaming) {
          streams.streamed(frame.int32(), type == 'R', data, offset, length);
        } else {
          message(type, handler);
        }
      }
    }
  }

  /** Reads a message that was put aside with {@link StreamHandler#streamed}. */
  public void replay(byte[] data, int offset, int length, ChangeHandler handler) {
    frame.over(data, offset, length);
    int type = frame.int8();
    frame.int32();
    message(type, handler);
  }

  private void message(int type, ChangeHandler handler) {
    switch (type) {
      case 'B' -> {
        long commit = frame.int64();
        frame.int64();
        handler.begin(commit, frame.int32());
      }
      case 'C' -> {
        frame.int8();
        handler.commit(frame.int64(), frame.int64());
      }
      case 'R' -> handler.relation(relation());
      case 'I' -> {
        int relation = frame.int32();
        expect('N', frame.int8());
        row.read(frame);
        handler.insert(relation, row);
      }
      case 'U' -> update(handler);
      case 'D' -> {
        int relation = frame.int32();
        identity(frame.int8());
        old.read(frame);
        handler.delete(relation, old);
      }
      case 'T' -> truncate(handler);
      case 'M' -> {
        boolean transactional = (frame.int8() & 1) != 0;
        long lsn = frame.int64();
        String prefix = frame.string();
        int size = frame.int32();
        int start = frame.slice(size);
        byte[] content = java.util.Arrays.copyOfRange(frame.data(), start, start + size);
        handler.message(transactional, lsn, prefix, content);
      }
      case 'Y' -> {
        // Types are known by their object ids.
      }
      default -> throw Frame.malformed("a message of type " + type);
    }
  }

  private void update(ChangeHandler handler) {
    int relation = frame.int32();
    int kind = frame.int8();
    boolean hasOld = kind != 'N';
    if (hasOld) {
      identity(kind);
      old.read(frame);
      expect('N', frame.int8());
    }
    row.read(frame);
    handler.update(relation, hasOld ? old : null, row);
  }

  private void truncate(ChangeHandler handler) {
    int count = frame.int32();
    frame.int8();
    if (count < 0 || count > frame.data().length / 4) {
      throw Frame.malformed("a truncation of " + count + " tables");
    }
    int[] relations = new int[count];
    for (int i = 0; i < count; i++) {
      relations[i] = frame.int32();
    }
    handler.truncate(relations);
  }

  private RelationMessage relation() {
    int oid = frame.int32();
    String schema = frame.string();
    String name = frame.string();
    char identity = (char) frame.int8();
    int count = frame.int16();
    List<RelationMessage.Column> columns = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      boolean key = (frame.int8() & 1) != 0;
      String column = frame.string();

      long type = frame.int32() & 0xFFFF_FFFFL;
      columns.add(new RelationMessage.Column(column, type, frame.int32(), key));
    }
    return new RelationMessage(oid, schema, name, identity, columns);
  }

  private static void identity(int kind) {
    if (kind != 'K' && kind != 'O') {
      throw Frame.malformed("an old row of kind " + kind);
    }
  }

  private static void expect(int wanted, int found) {
    if (wanted != found) {
      throw Frame.malformed("a row of kind " + found);
    }
  }
}
