package dpone.connector.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.postgres.sql.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Ranges are disjoint, together everything, and never many times a reader's share. */
@Tag("unit")
class SlicerProperties {
  private static final long BLOCK = 8192;

  @Property(tries = 500)
  void coverEveryBlockOnce(
      @ForAll @Size(min = 1, max = 200) List<@IntRange(max = 5000) Integer> tables,
      @ForAll @IntRange(min = 1, max = 16) int readers,
      @ForAll @IntRange(min = 1, max = 1000) int minBlocks,
      @ForAll @IntRange(min = 1, max = 8) int perReader) {
    List<Slicer.Weighed> weighed = new ArrayList<>();
    for (int i = 0; i < tables.size(); i++) {
      Heap heap =
          new Heap(new TableName("s", "t" + i), i, 1, i % 7 != 0, tables.get(i), i % 5 * 100_000L);
      weighed.add(new Slicer.Weighed(heap, Weights.even(heap, BLOCK)));
    }
    List<Slicer.Cut> cuts = Slicer.cut(weighed, readers, minBlocks * BLOCK, perReader);
    Map<Heap, Long> next = new HashMap<>();
    for (Slicer.Cut cut : cuts) {
      assertThat(cut.slices()).isNotEmpty();
      for (Slice slice : cut.slices()) {
        assertThat(slice.from()).isEqualTo(next.getOrDefault(slice.heap(), 0L));
        assertThat(slice.to() < 0 || slice.to() > slice.from()).isTrue();
        assertThat(slice.to() < slice.heap().blocks()).isTrue();
        next.put(slice.heap(), slice.to());
      }
    }
    assertThat(next).hasSize(tables.size()).allSatisfy((heap, to) -> assertThat(to).isEqualTo(-1));
    long total = weighed.stream().mapToLong(w -> w.weights().total()).sum();
    assertThat(cuts.stream().mapToLong(Slicer.Cut::bytes).sum()).isEqualTo(total);
  }

  @Property(tries = 200)
  void becomeSmallerTowardsTheEnd(
      @ForAll @IntRange(min = 2, max = 16) int readers,
      @ForAll @IntRange(min = 10_000, max = 1_000_000) int blocks) {
    Heap heap = new Heap(new TableName("s", "t"), 1, 1, true, blocks, 0);
    Weights even = Weights.even(heap, BLOCK);
    List<Slicer.Cut> cuts = Slicer.cut(List.of(new Slicer.Weighed(heap, even)), readers, BLOCK, 4);
    long share = even.total() / readers;
    assertThat(cuts.get(0).bytes()).isLessThanOrEqualTo(share * 6 / 10);
    assertThat(cuts.get(cuts.size() - 1).bytes()).isLessThan(share / 3);
    assertThat(cuts).hasSizeLessThan(readers * 10);
  }
}
