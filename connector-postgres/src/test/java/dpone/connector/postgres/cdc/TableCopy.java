package dpone.connector.postgres.cdc;

import dpone.connector.postgres.testing.PostgresTestServer.Database;
import dpone.spi.batch.WireChunk;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.postgresql.PGConnection;

/** A table in memory: its rows by key, cells as the hexadecimal of their binary form. */
final class TableCopy {
  private static final HexFormat HEX = HexFormat.of();

  private final Map<String, List<String>> rows = new TreeMap<>();

  /** A change as it came. */
  record Change(int kind, long sequence, String carried, List<String> cells, List<String> oldKey) {}

  private static List<List<String>> tuples(ByteBuffer data) {
    List<List<String>> tuples = new ArrayList<>();
    while (data.remaining() >= 2) {
      int size = data.getShort();
      if (size < 0) {
        break;
      }
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        int length = data.getInt();
        if (length < 0) {
          cells.add(null);
        } else {
          byte[] cell = new byte[length];
          data.get(cell);
          cells.add(HEX.formatHex(cell));
        }
      }
      tuples.add(cells);
    }
    return tuples;
  }

  static List<Change> changes(WireChunk chunk, int keySize) {
    List<List<String>> tuples = tuples(ByteBuffer.wrap(chunk.data(), 0, chunk.length()));
    if (tuples.size() != chunk.rows()) {
      throw new AssertionError("rows " + chunk.rows() + ", found " + tuples.size());
    }
    List<Change> changes = new ArrayList<>();
    for (List<String> cells : tuples) {
      int end = cells.size() - keySize;
      changes.add(
          new Change(
              Integer.parseInt(cells.get(0), 16),
              Long.parseLong(cells.get(1), 16),
              cells.get(2),
              cells.subList(3, end),
              cells.subList(end, cells.size())));
    }
    return changes;
  }

  private static String key(List<String> cells, int[] places) {
    return String.join("/", Arrays.stream(places).mapToObj(p -> "" + cells.get(p)).toList());
  }

  void load(WireChunk chunk, int[] key) {
    for (List<String> row : tuples(ByteBuffer.wrap(chunk.data(), 0, chunk.length()))) {
      if (rows.put(key(row, key), row) != null) {
        throw new AssertionError("row twice in a snapshot: " + row);
      }
    }
  }

  /** Strict: a change that does not fit what is there is an error. */
  void apply(Change change, int[] key) {
    switch (change.kind) {
      case 0 -> {
        if (rows.put(key(change.cells, key), change.cells) != null) {
          throw new AssertionError("inserted twice: " + change);
        }
      }
      case 1 -> {
        boolean moved = change.oldKey.get(0) != null;
        String old = moved ? String.join("/", change.oldKey) : key(change.cells, key);
        List<String> before = rows.remove(old);
        if (before == null) {
          throw new AssertionError("update of no row: " + change);
        }
        List<String> after = new ArrayList<>(change.cells);
        if (change.carried != null) {
          byte[] bits = HEX.parseHex(change.carried);
          for (int i = 0; i < after.size(); i++) {
            if ((bits[i / 8] >> (i % 8) & 1) != 0) {
              after.set(i, i < before.size() ? before.get(i) : null);
            }
          }
        }
        if (rows.put(key(after, key), after) != null) {
          throw new AssertionError("update onto another row: " + change);
        }
      }
      case 2 -> {
        if (rows.remove(key(change.cells, key)) == null) {
          throw new AssertionError("delete of no row: " + change);
        }
      }
      case 3 -> rows.clear();
      default -> throw new AssertionError("kind " + change.kind);
    }
  }

  List<String> rows() {
    return rows.values().stream().map(List::toString).sorted().toList();
  }

  int size() {
    return rows.size();
  }

  /** For tests of DDL: gives all rows another shape. */
  void reshape(java.util.function.UnaryOperator<List<String>> change) {
    rows.replaceAll((k, row) -> change.apply(new ArrayList<>(row)));
  }

  static List<String> table(Database database, String table, List<String> columns) {
    try (Connection c = database.connect()) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      c.unwrap(PGConnection.class)
          .getCopyAPI()
          .copyOut(
              "COPY (SELECT "
                  + String.join(", ", columns)
                  + " FROM "
                  + table
                  + ") TO STDOUT (FORMAT binary)",
              out);
      ByteBuffer data = ByteBuffer.wrap(out.toByteArray());
      data.position(19);
      return tuples(data).stream().map(List::toString).sorted().toList();
    } catch (SQLException | IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
