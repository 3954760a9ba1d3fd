package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.catalog.Relation;
import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.Place;
import dpone.spi.source.ReadMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Divides the read of one stream into statements. Pure. */
final class SplitPlanner {
  /** A part of a read. */
  record Part(String select, long estimatedBytes) {}

  /** TID range scans, without which every part would read the whole table. */
  private static final int FIRST_MAJOR_WITH_TID_RANGES = 14;

  private final int readers;
  private final int major;
  private final long minSplitBlocks;
  private final long splitsPerReader;
  private final long blockSize;

  SplitPlanner(int readers, int major, long minSplitBytes, long splitsPerReader, long blockSize) {
    this.readers = readers;
    this.major = major;
    this.minSplitBlocks = Math.max(1, minSplitBytes / blockSize);
    this.splitsPerReader = splitsPerReader;
    this.blockSize = blockSize;
  }

  /** The parts of a stream: disjoint, and together all of it. */
  List<Part> parts(Described stream, boolean wire, ReadMode mode, @Nullable CursorPosition from) {
    ColumnInfo cursor = stream.cursor();
    if (mode == ReadMode.FULL || cursor == null || from == null) {
      return whole(stream, wire);
    }
    // With a position an index on the cursor beats block ranges, and the server knows if there is.
    String name = stream.selection().name();
    if (mode == ReadMode.FROM_POSITION) {
      return List.of(beyond(stream, wire, cursor, ">=", from.last()));
    }
    Map<String, Long> seen = from.seen();
    if (seen == null) {
      throw PgCode.CURSOR_TIES
          .error(
              "more than "
                  + CursorPosition.MAX_SEEN
                  + " rows have the last cursor value "
                  + from.last())
          .at(Place.field(name, cursor.name()))
          .build();
    }
    return List.of(
        beyond(stream, wire, cursor, ">", from.last()),
        new Part(ReadSql.ties(stream, wire, cursor, from.last(), seen), -1));
  }

  private static Part beyond(
      Described stream, boolean wire, ColumnInfo cursor, String operator, String last) {
    List<String> conditions = new ArrayList<>(ReadSql.conditions(stream));
    conditions.add(ReadSql.compare(cursor, operator, last));
    return new Part(ReadSql.select(stream, wire, conditions), -1);
  }

  private List<Part> whole(Described stream, boolean wire) {
    Relation relation = stream.relation();
    long blocks = relation == null ? 0 : relation.blocks();
    if (relation == null
        || !relation.isPlainTable()
        || major < FIRST_MAJOR_WITH_TID_RANGES
        || blocks <= minSplitBlocks) {
      long bytes = relation == null || blocks == 0 ? -1 : blocks * blockSize;
      return List.of(new Part(ReadSql.select(stream, wire, ReadSql.conditions(stream)), bytes));
    }
    long wanted = readers * splitsPerReader;
    long size = Math.max(minSplitBlocks, (blocks + wanted - 1) / wanted);
    List<Part> parts = new ArrayList<>();
    for (long start = 0; start < blocks; start += size) {
      boolean last = start + size >= blocks;
      // First, so that the range decides the scan whatever the user's condition is.
      List<String> conditions = new ArrayList<>(ReadSql.blocks(start, last ? -1 : start + size));
      conditions.addAll(ReadSql.conditions(stream));
      parts.add(
          new Part(
              ReadSql.select(stream, wire, conditions),
              Math.min(size, blocks - start) * blockSize));
    }
    return parts;
  }
}
