package dpone.connector.mssql.cdc;

import dpone.connector.mssql.error.MsCode;
import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.cdc.ChangeKind;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.Place;
import dpone.spi.type.Field;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts the changed rows of one stream together. */
final class ChangeRows implements AutoCloseable {
  private static final int KIND = 0;
  private static final int SEQUENCE = 1;
  private static final int CARRIED = 2;

  private final CapturedStream stream;
  private final BatchAllocator allocator;
  private final List<Field> columns;
  private final int[] keys;
  private final boolean[] large;
  private final byte[] carried;
  private int[] places = new int[0];
  private @Nullable ColumnBatch batch;
  private boolean oldKey;
  private boolean update;
  private int lastRows;
  private long counted;

  ChangeRows(CapturedStream stream, BatchAllocator allocator) {
    this.stream = stream;
    this.allocator = allocator;
    this.columns = stream.columns();
    List<String> names = columns.stream().map(Field::name).toList();
    this.keys = stream.schema().key().stream().mapToInt(names::indexOf).toArray();
    this.large = new boolean[columns.size()];
    for (int i = 0; i < large.length; i++) {
      large[i] = stream.large().contains(names.get(i));
    }
    this.carried = new byte[(columns.size() + 7) / 8];
  }

  CapturedStream stream() {
    return stream;
  }

  /** Changes come from this instance from here on. */
  void readFrom(CaptureInstance instance) {
    places = stream.places(instance);
  }

  boolean isOpen() {
    return batch != null;
  }

  /** Whether it is to be handed on; never between the two images of an update. */
  boolean isFull() {
    return batch != null && !update && batch.isFull();
  }

  long bytes() {
    return batch == null ? 0 : batch.bytes();
  }

  /**
   * Adds a change; the image before an update waits for the one after it.
   *
   * @return whether a row is complete
   */
  boolean add(ChangeCursor cursor, long sequence) {
    ColumnBatch into = batch();
    int operation = cursor.point().operation();
    if (update && operation != ChangePoint.AFTER) {
      throw unpaired(cursor.point().lsn().toString());
    }
    switch (operation) {
      case ChangePoint.INSERT -> {
        start(into, ChangeKind.INSERT, sequence);
        into.bytes(CARRIED).appendNull();
        cells(into, cursor);
        noOldKey(into);
      }
      case ChangePoint.DELETE -> {
        start(into, ChangeKind.DELETE, sequence);
        into.bytes(CARRIED).appendNull();
        keysOnly(into, cursor);
        noOldKey(into);
      }
      case ChangePoint.BEFORE -> {
        update = true;
        oldKey = keyChanged(cursor);
        if (oldKey) {
          for (int i = 0; i < keys.length; i++) {
            cell(into, cursor, keys[i], old(i));
          }
        }
        return false;
      }
      case ChangePoint.AFTER -> {
        start(into, ChangeKind.UPDATE, sequence);
        updated(into, cursor);
        if (!oldKey) {
          noOldKey(into);
        }
        update = false;
        oldKey = false;
      }
      default ->
          throw MsCode.SERVER_ERROR
              .error("a change with the unknown operation " + operation)
              .at(Place.stream(stream.name()))
              .build();
    }
    into.endRow();
    counted++;
    return true;
  }

  private RuntimeException unpaired(String where) {
    return MsCode.SERVER_ERROR
        .error("the log has an update's row as it was, but not as it is, before " + where)
        .at(Place.stream(stream.name()))
        .build();
  }

  private ColumnBatch batch() {
    ColumnBatch open = batch;
    if (open == null) {
      open = ColumnBatch.create(stream.schema(), allocator, lastRows);
      batch = open;
    }
    return open;
  }

  private static void start(ColumnBatch into, ChangeKind kind, long sequence) {
    into.ints(KIND).append(kind.code());
    into.longs(SEQUENCE).append(sequence);
  }

  private void updated(ColumnBatch into, ChangeCursor cursor) {
    java.util.Arrays.fill(carried, (byte) 0);
    boolean any = false;
    for (int i = 0; i < places.length; i++) {
      if (isCarriedOver(cursor, i)) {
        carried[i / 8] |= (byte) (1 << (i % 8));
        any = true;
        into.column(ChangeSchema.LEADING + i).appendUnchanged();
      } else {
        cell(into, cursor, i, ChangeSchema.LEADING + i);
      }
    }
    if (any) {
      into.bytes(CARRIED).append(carried, 0, carried.length);
    } else {
      into.bytes(CARRIED).appendNull();
    }
  }

  /** What the instance does not record, and a large value that the server left out. */
  private boolean isCarriedOver(ChangeCursor cursor, int column) {
    int place = places[column];
    return place < 0 || (large[column] && cursor.isNull(place) && !cursor.changed(place));
  }

  private void cells(ColumnBatch into, ChangeCursor cursor) {
    for (int i = 0; i < places.length; i++) {
      cell(into, cursor, i, ChangeSchema.LEADING + i);
    }
  }

  private void keysOnly(ColumnBatch into, ChangeCursor cursor) {
    for (int i = 0; i < places.length; i++) {
      if (isKey(i)) {
        cell(into, cursor, i, ChangeSchema.LEADING + i);
      } else {
        into.column(ChangeSchema.LEADING + i).appendNull();
      }
    }
  }

  private void cell(ColumnBatch into, ChangeCursor cursor, int column, int target) {
    int place = places[column];
    if (place < 0) {
      into.column(target).appendNull();
    } else {
      cursor.append(place, into.column(target));
    }
  }

  private void noOldKey(ColumnBatch into) {
    for (int i = 0; i < keys.length; i++) {
      into.column(old(i)).appendNull();
    }
  }

  private int old(int key) {
    return ChangeSchema.LEADING + columns.size() + key;
  }

  private boolean keyChanged(ChangeCursor cursor) {
    for (int key : keys) {
      if (places[key] >= 0 && cursor.changed(places[key])) {
        return true;
      }
    }
    return false;
  }

  private boolean isKey(int column) {
    for (int key : keys) {
      if (key == column) {
        return true;
      }
    }
    return false;
  }

  /** What was put together, for the caller to close; null if nothing was. */
  @Nullable ColumnBatch take() {
    if (update) {
      throw unpaired("the end of its transaction");
    }
    ColumnBatch taken = batch;
    batch = null;
    if (taken != null) {
      lastRows = taken.rows();
      if (taken.rows() == 0) {
        taken.close();
        return null;
      }
    }
    return taken;
  }

  /** Changes since the last time. */
  long takeCounted() {
    long taken = counted;
    counted = 0;
    return taken;
  }

  @Override
  public void close() {
    ColumnBatch open = batch;
    batch = null;
    if (open != null) {
      open.close();
    }
  }
}
