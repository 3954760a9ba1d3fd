package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certification.vendors.testing.Bench;
import dpone.certify.kit.TestRow;
import dpone.spi.source.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every stream of every vendor with a double, as it is described and cell by cell. */
@Tag("unit")
class EveryStreamTest {
  static Stream<Arguments> streams() {
    return Stream.of(
            vendor("appsflyer", AppsFlyerDouble::new),
            vendor("cbr", CbrDouble::new),
            vendor("fasttrack", FastTrackDouble::new),
            vendor("google-sheets", SheetsDouble::new),
            vendor("mindbox", MindboxDouble::new),
            vendor("openexchangerates", OxrDouble::new),
            vendor("omnidesk", OmnideskDouble::new),
            vendor("similarweb", SimilarwebDouble::new),
            vendor("yandex-webmaster", WebmasterDouble::new))
        .flatMap(each -> each);
  }

  private static Stream<Arguments> vendor(String id, Supplier<VendorDouble> made) {
    return made.get().streams().stream().map(stream -> Arguments.of(id, stream.name(), made));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("streams")
  void deliversEveryCell(String id, String name, Supplier<VendorDouble> made) {
    try (Bench bench = new Bench(id, made.get())) {
      VendorStream stream = bench.stream(name);
      List<TestRow> rows = new ArrayList<>(stream.edges());
      IntStream.range(0, 250).forEach(n -> rows.add(stream.row(n, n / stream.rowsPerMoment(), 0)));
      stream.clear();
      stream.insert(rows);
      try (Source source = bench.source()) {
        var schema = source.describe(bench.select(name, stream.options())).schema();
        assertThat(schema.names())
            .isEqualTo(stream.table().columns().stream().map(c -> c.name()).toList());
        // Neither says of a column that it identifies a row.
        assertThat(schema.key())
            .isEqualTo(
                Set.of("appsflyer", "google-sheets").contains(id)
                    ? List.of()
                    : stream.table().key());
        assertThat(schema.fields().stream().map(f -> f.type().text()).toList())
            .isEqualTo(stream.table().columns().stream().map(c -> c.type().text()).toList());
      }
      assertThat(bench.full(name, stream.options())).containsExactlyInAnyOrderElementsOf(rows);
      assertThat(bench.context.reserved).hasValue(0);
    }
  }
}
