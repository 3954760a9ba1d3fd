package dpone.connector.postgres.source;

import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.sql.Sql;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * What the blocks of a table weigh: the bytes that reading them takes, in steps of equal numbers of
 * blocks. Wide rows, rows stored out of line and blocks left empty by deletes make one range of
 * blocks many times the work of another.
 */
final class Weights {
  private static final int SAMPLED_STEPS = 256;
  private static final int SCANNED_STEPS = 1024;
  private static final int SAMPLED_BLOCKS = 1024;

  /** A larger main fork is sampled even when most of its rows' bytes lie out of line. */
  private static final long SCANNED_BLOCKS = 1 << 17;

  /** Reading a block that holds nothing costs this much of reading a full one. */
  private static final int EMPTY_SHARE = 10;

  private record Step(int number, long bytes) {}

  private final long step;
  private final long[] bytes;

  private Weights(long step, long[] bytes) {
    this.step = step;
    this.bytes = bytes;
  }

  /** Blocks in a step. */
  long step() {
    return step;
  }

  /** How many steps. */
  int steps() {
    return bytes.length;
  }

  /** Weight of a step. */
  long bytes(int number) {
    return bytes[number];
  }

  /** Every block the same. */
  static Weights even(Heap heap, long blockSize) {
    long perBlock = blockSize + (heap.blocks() == 0 ? 0 : heap.toastBytes() / heap.blocks());
    return of(1, heap, perBlock);
  }

  private static Weights of(long step, Heap heap, long perBlock) {
    // Long tables in steps, so that the array stays small.
    long size = Math.max(step, heap.blocks() / SCANNED_STEPS + 1);
    long[] bytes = new long[Math.toIntExact((heap.blocks() + size - 1) / size)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = Math.min(size, heap.blocks() - i * size) * perBlock;
    }
    return new Weights(size, bytes);
  }

  /**
   * Asks the server: of a sample of the blocks, or of all of them where most bytes lie out of line,
   * since then a few blocks can hold most of the table, and their main fork is read quickly.
   */
  static Weights ask(PgSession session, Described stream, Heap heap, long blockSize) {
    boolean all =
        heap.blocks() <= SAMPLED_BLOCKS
            || (heap.toastBytes() > heap.blocks() * blockSize && heap.blocks() <= SCANNED_BLOCKS);
    long steps = all ? SCANNED_STEPS : SAMPLED_STEPS;
    long step = Math.max(1, (heap.blocks() + steps - 1) / steps);
    double share = all ? 1 : (double) SAMPLED_BLOCKS / heap.blocks();
    Weights weights = of(step, heap, Math.max(1, blockSize / EMPTY_SHARE));
    session
        .query(
            sql(stream, heap, weights.step, share), row -> new Step(row.getInt(1), row.getLong(2)))
        .forEach(s -> {
          if (s.number < weights.bytes.length) {
            weights.bytes[s.number] += (long) (s.bytes / share);
          }
        });
    return weights;
  }

  static String sql(Described stream, Heap heap, long step, double share) {
    // The size of a value stored out of line is known without fetching it.
    String size =
        stream.columns().stream()
            .map(ColumnInfo::name)
            .map(c -> "coalesce(pg_catalog.pg_column_size(" + Sql.name(c) + "), 0)")
            .collect(Collectors.joining(" + ", "24 + ", ""));
    return "SELECT (ctid::text::point)[0]::bigint / "
        + step
        + ", sum("
        + size
        + ")::bigint FROM "
        + ReadSql.from(stream, heap)
        + (share < 1 ? " TABLESAMPLE SYSTEM (" + 100 * share + ") REPEATABLE (0)" : "")
        + " GROUP BY 1";
  }

  /** All of it. */
  long total() {
    return Arrays.stream(bytes).sum();
  }
}
