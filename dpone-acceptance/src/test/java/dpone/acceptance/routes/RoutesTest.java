package dpone.acceptance.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.routes.Systems.Kind;
import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.StreamReceipt;
import dpone.spi.sink.LoadMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * PostgreSQL, ClickHouse and Kafka, each to each, from the examples: every strategy that a pair
 * supports three times with changes in between, every other one refused with its reason.
 */
@Tag("integration")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RoutesTest {
  private static Systems systems;

  @BeforeAll
  static void open() throws IOException {
    systems = new Systems();
  }

  @AfterAll
  static void close() {
    systems.close();
  }

  /** All of them, or with {@code -Ddpone.route=postgres-to-kafka,-to-clickhouse} some. */
  static Stream<Arguments> routes() {
    List<String> wanted = List.of(System.getProperty("dpone.route", "-to-").split(","));
    return Arrays.stream(Kind.values())
        .flatMap(from ->
            Arrays.stream(Kind.values())
                .filter(
                    to -> wanted.stream().anyMatch((from.text() + "-to-" + to.text())::contains))
                .flatMap(to ->
                    Arrays.stream(LoadMode.values()).map(mode -> Arguments.of(from, to, mode))));
  }

  /** What a pair does not do. */
  private static Set<LoadMode> refused(Kind from, Kind to) {
    Set<LoadMode> refused = EnumSet.noneOf(LoadMode.class);
    if (from != Kind.POSTGRES) {
      refused.add(LoadMode.CDC_APPLY);
    }
    if (to == Kind.KAFKA) {
      refused.addAll(
          Set.of(
              LoadMode.REPLACE, LoadMode.PARTITION_REPLACE, LoadMode.SNAPSHOT_DIFF, LoadMode.SCD2));
    }
    return refused;
  }

  private static String strategy(LoadMode mode) {
    return switch (mode) {
      case FULL_REFRESH, INCREMENTAL_APPEND -> "{ mode: " + mode.text() + " }";
      case REPLACE -> "{ mode: replace, where: \"order_id > 0\" }";
      case PARTITION_REPLACE -> "{ mode: partition_replace, partition_by: day }";
      case BACKFILL -> "{ mode: backfill, unique_key: [order_id], chunk_rows: 15 }";
      case INCREMENTAL_MERGE, SNAPSHOT_DIFF, SCD2, CDC_APPLY ->
          "{ mode: " + mode.text() + ", unique_key: [order_id] }";
    };
  }

  static Stream<Arguments> pairs() {
    return routes()
        .filter(a -> a.get()[2] == LoadMode.FULL_REFRESH)
        .map(a -> Arguments.of(a.get()[0], a.get()[1]));
  }

  @ParameterizedTest(name = "{0} to {1} as it is")
  @MethodSource("pairs")
  @org.junit.jupiter.api.Order(1)
  void everyExampleLoadsItsOrders(Kind from, Kind to) throws IOException {
    Place target = systems.place(to);
    RunReceipt receipt =
        systems.run(systems.folder().resolve(from.text() + "-to-" + to.text() + ".yaml"));
    assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
    assertThat(receipt.streams().getFirst().rowsRead()).isEqualTo(40);
    List<String> ids =
        target.read(target.target("orders"), false).stream()
            .map(order -> order.id() + " " + order.amount() + " " + order.note())
            .distinct()
            .toList();
    assertThat(ids).hasSize(40).contains("5 37.85 null", "39 38.43 ünïcode €");
  }

  @ParameterizedTest(name = "{0} to {1}: {2}")
  @org.junit.jupiter.api.Order(2)
  @MethodSource("routes")
  void everyStrategyThreeTimesOrRefused(Kind from, Kind to, LoadMode mode) {
    String name = from.text() + "_" + to.text() + "_" + mode.text();
    Path manifest = systems.manifest(from, to, name, strategy(mode));
    Place source = systems.source(from, name);
    Shop shop = new Shop(source, from == Kind.KAFKA);
    if (refused(from, to).contains(mode)) {
      String error = systems.error(manifest);
      assertThat(error).startsWith("UNSUPPORTED").contains("connector ");
      return;
    }
    shop.open();
    for (int round = 1; round <= 3; round++) {
      RunReceipt receipt = systems.run(manifest);
      if (from == Kind.KAFKA && mode == LoadMode.SNAPSHOT_DIFF && round > 1) {
        // All that a log holds is no snapshot: it has a key once for every change.
        assertThat(receipt.error().category()).isEqualTo("data");
        assertThat(receipt.error().code()).contains("DUPLICATE");
        compare(systems.place(to), name, mode, shop, round);
        continue;
      }
      assertThat(receipt.succeeded()).as("run %s: %s", round, receipt.toJson()).isTrue();
      shop.loaded(mode);
      compare(systems.place(to), name, mode, shop, round);
      shop.change(round);
    }
  }

  static Stream<Arguments> upserts() {
    return pairs().filter(a -> a.get()[0] == Kind.KAFKA && a.get()[1] != Kind.KAFKA);
  }

  @ParameterizedTest(name = "upserts of a topic to {1}")
  @org.junit.jupiter.api.Order(3)
  @MethodSource("upserts")
  void theLastRecordOfAKeyWinsWhereTheManifestSaysSo(Kind from, Kind to) throws IOException {
    String name = from.text() + "_" + to.text() + "_upserts";
    Path manifest = systems.manifest(from, to, name, strategy(LoadMode.INCREMENTAL_MERGE));
    Shop shop = new Shop(systems.source(from, name), true);
    shop.open();
    shop.change(1);
    RunReceipt refused = systems.run(manifest);
    assertThat(refused.error().code()).contains("DUPLICATE");
    String text = Files.readString(manifest);
    Files.writeString(
        manifest, text.replaceFirst("(?m)^    - name: orders.*$", "$0\n      keys: latest"));
    for (int round = 2; round <= 3; round++) {
      RunReceipt receipt = systems.run(manifest);
      assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
      StreamReceipt stream = receipt.streams().getFirst();
      if (round == 2) {
        assertThat(stream.rowsRead()).isEqualTo(43);
        assertThat(stream.rowsFiltered()).isEqualTo(2);
        assertThat(stream.rowsWritten()).isEqualTo(41);
      }
      shop.loaded(LoadMode.INCREMENTAL_MERGE);
      compare(systems.place(to), name, LoadMode.INCREMENTAL_MERGE, shop, round);
      shop.change(2);
      shop.change(3);
    }
  }

  @Test
  @org.junit.jupiter.api.Order(4)
  void theBrokerBringsItsRegistryWhereTheManifestAsksForIt() throws IOException {
    String name = "kafka_by_registry";
    Path manifest = systems.manifest(Kind.KAFKA, Kind.KAFKA, name, "{ mode: full_refresh }");
    new Shop(systems.source(Kind.KAFKA, name), true).open();
    String text = Files.readString(manifest);
    int sink = text.indexOf("\nsink:");
    Files.writeString(
        manifest,
        text.substring(0, sink)
            + text.substring(sink)
                .replace(
                    "service: kafka",
                    "service: kafka, schema_registry: { url: \"service:schema-registry\" }")
                .replaceFirst("(?m)^  table: ", "  value: { format: avro }\n$0"));
    RunReceipt receipt = systems.run(manifest);
    assertThat(receipt.succeeded()).as(receipt.toJson()).isTrue();
    assertThat(receipt.streams().getFirst().rowsWritten()).isEqualTo(40);
    assertThat(systems.place(Kind.KAFKA).count("warehouse." + name)).isEqualTo(40);
  }

  private static void compare(Place target, String name, LoadMode mode, Shop shop, int round) {
    String table = target.target(name);
    List<Order> found =
        target instanceof KafkaPlace kafka
                && mode != LoadMode.INCREMENTAL_APPEND
                && mode != LoadMode.FULL_REFRESH
            ? kafka.latest(table)
            : target.read(table, mode == LoadMode.SCD2);
    assertThat(found)
        .as("after run %s", round)
        .containsExactlyInAnyOrderElementsOf(shop.expected());
    if (mode == LoadMode.SCD2) {
      assertThat(target.count(table)).as("versions").isEqualTo(shop.versions());
    }
  }
}
