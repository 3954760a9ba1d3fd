package dpone.connector.mssql.source;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.mssql.type.MsType;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Tag("unit")
class KeyRangesProperties {
  /** Whatever the statistics say, a value lies in one range and no other. */
  @Property
  void everyValueLiesInOneRange(
      @ForAll @Size(min = 2, max = 40) List<Long> values,
      @ForAll @IntRange(min = 2, max = 9) int parts,
      @ForAll long value) {
    List<KeyRanges.Step> steps = new ArrayList<>();
    for (long to : new TreeSet<>(values)) {
      steps.add(new KeyRanges.Step(Long.toString(to), Math.abs(to % 97)));
    }
    List<String> begins = KeyRanges.begins(steps, parts);
    assertThat(begins).hasSizeLessThan(parts).doesNotHaveDuplicates();
    oneRangeHolds(begins, value);
    TreeSet<Long> sorted = new TreeSet<>(values);
    List<String> even =
        KeyRanges.between(
            BigInteger.valueOf(sorted.first()), BigInteger.valueOf(sorted.last()), parts);
    assertThat(even).hasSizeLessThan(parts).doesNotHaveDuplicates();
    oneRangeHolds(even, value);
  }

  private static void oneRangeHolds(List<String> begins, long value) {
    List<String> ranges = KeyRanges.conditions("id", MsType.of("bigint"), begins);
    if (begins.isEmpty()) {
      assertThat(ranges).isEmpty();
      return;
    }
    List<Long> values = new ArrayList<>(begins.stream().map(Long::valueOf).toList());
    values.add(value);
    for (long one : values) {
      assertThat(ranges).hasSize(begins.size() + 1).filteredOn(r -> holds(r, one)).hasSize(1);
    }
  }

  private static boolean holds(String range, long value) {
    for (String part : range.split(" AND ")) {
      String[] words = part.split(" ");
      int order = Long.compare(value, Long.parseLong(words[2]));
      boolean holds =
          switch (words[1]) {
            case "<" -> order < 0;
            case ">=" -> order >= 0;
            default -> throw new AssertionError(range);
          };
      if (!holds) {
        return false;
      }
    }
    return true;
  }

  @Example
  void rangesHaveAboutAsManyRows() {
    List<KeyRanges.Step> steps =
        List.of(
            new KeyRanges.Step("10", 100),
            new KeyRanges.Step("20", 700),
            new KeyRanges.Step("30", 100),
            new KeyRanges.Step("40", 100));
    assertThat(KeyRanges.begins(steps, 2)).containsExactly("20");
    assertThat(KeyRanges.begins(steps, 4)).containsExactly("20", "30");
    assertThat(KeyRanges.begins(List.of(), 4)).isEmpty();
    assertThat(KeyRanges.between(BigInteger.valueOf(-8), BigInteger.valueOf(8), 4))
        .containsExactly("-4", "0", "4");
    assertThat(KeyRanges.between(BigInteger.ONE, BigInteger.ONE, 4)).isEmpty();
  }
}
