package dpone.connector.postgres.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dpone.spi.error.DponeException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Lines pass as they come; what is no line, or not of the row's shape, does not. */
@Tag("unit")
class TextRowsProperties {
  private static Frames frames(List<byte[]> pieces) {
    Iterator<byte[]> left = pieces.iterator();
    return new Frames() {
      private byte[] current = {};

      @Override
      public int next() {
        current = left.hasNext() ? left.next() : null;
        return current == null ? -1 : current.length;
      }

      @Override
      public void take(byte[] target, int offset) {
        System.arraycopy(current, 0, target, offset, current.length);
      }
    };
  }

  private static byte[] line(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<String> read(List<byte[]> pieces, int columns, long limit) {
    TextRows rows = new TextRows(frames(pieces), columns);
    List<String> read = new ArrayList<>();
    for (int length = rows.next(); length >= 0; length = rows.next()) {
      assertThat(rows.next()).isEqualTo(length);
      byte[] row = new byte[length];
      rows.take(row, 0);
      rows.checkCells(row, length, limit);
      read.add(new String(row, StandardCharsets.UTF_8));
    }
    assertThat(rows.next()).isEqualTo(-1);
    return read;
  }

  @Property
  void linesPass(@ForAll @Size(max = 20) List<@IntRange(min = 0, max = 50) Integer> lengths) {
    List<byte[]> pieces =
        lengths.stream().map(n -> line("\\N\t" + "ü".repeat(n) + "\t\\n\n")).toList();
    assertThat(read(pieces, 3, 100))
        .isEqualTo(pieces.stream().map(p -> new String(p, StandardCharsets.UTF_8)).toList());
  }

  @Property
  void randomBytesEitherAreARowOrAreRefused(@ForAll byte[] bytes) {
    try {
      read(List.of(bytes), 2, 10);
    } catch (DponeException refused) {
      assertThat(refused.code()).isIn("PG_COPY_MALFORMED", "PG_CELL_TOO_LARGE");
      return;
    }
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    assertThat(text).matches("(?s)[^\\t\\n]{0,10}\\t[^\\t\\n]{0,10}\\n");
  }

  @Property(tries = 1)
  void anythingElseIsNamed() {
    for (String broken : List.of("", "a\tb", "a\n", "a\tb\tc\n", "a\nb\tc\n")) {
      assertThatExceptionOfType(DponeException.class)
          .as(broken)
          .isThrownBy(() -> read(List.of(line(broken)), 2, 10))
          .matches(e -> e.code().equals("PG_COPY_MALFORMED"));
    }
    assertThatExceptionOfType(DponeException.class)
        .isThrownBy(() -> read(List.of(line("a\t01234567890\n")), 2, 10))
        .matches(e -> e.code().equals("PG_CELL_TOO_LARGE"));
  }
}
