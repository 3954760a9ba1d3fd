package dpone.certify.kit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A row as canonical text, so that any two systems can be compared: whole numbers and decimals
 * without leading or trailing zeros; floats as the hexadecimal digits of their IEEE 754 bits; truth
 * as {@code t} or {@code f}; dates as {@code yyyy-mm-dd}; timestamps as microseconds since 1970;
 * bytes as lower-case hexadecimal digits; text as it is; null as null.
 *
 * @param cells in the order of the columns
 */
public record TestRow(List<@Nullable String> cells) {
  /** Copies the list. */
  public TestRow {
    cells = Collections.unmodifiableList(new ArrayList<>(cells));
  }

  /** A row of these cells. */
  public static TestRow of(@Nullable String... cells) {
    return new TestRow(Arrays.asList(cells));
  }

  /** A cell by its place. */
  public @Nullable String cell(int index) {
    return cells.get(index);
  }

  /** The same row with one cell replaced. */
  public TestRow with(int index, @Nullable String value) {
    List<@Nullable String> copy = new ArrayList<>(cells);
    copy.set(index, value);
    return new TestRow(copy);
  }
}
