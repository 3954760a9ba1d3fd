package dpone.acceptance.routes;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.routes.Systems.Kind;
import dpone.runtime.receipt.RunReceipt;
import dpone.spi.context.Boundary;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The engine or the broker dies by SIGKILL while others write to it, in the middle of a load and
 * around its commit; it comes back, and the next run puts right what there is to put right: nothing
 * is lost and nothing is there twice.
 */
@Tag("integration")
class ServiceKillsTest {
  private static final int ORDERS = 6000;
  private static Systems systems;

  @BeforeAll
  static void open() throws IOException {
    systems = new Systems();
  }

  @AfterAll
  static void close() {
    systems.close();
  }

  @AfterEach
  void noMoreKills() {
    systems.onBoundary(boundary -> {});
  }

  /** Every boundary once for each system that dies; the strategies take turns. */
  static Stream<Arguments> kills() {
    return every().filter(one -> one.get()[2] != Kind.CLICKHOUSE || turn(one));
  }

  static Stream<Arguments> others() {
    return every().filter(one -> one.get()[2] == Kind.CLICKHOUSE && !turn(one));
  }

  /** A whole table is replaced by a swap, and the rest is at its most delicate in an append. */
  private static boolean turn(Arguments one) {
    boolean swaps = one.get()[3] == Boundary.DURING_SWAP || one.get()[3] == Boundary.MID_WRITE;
    return swaps == one.get()[4].toString().contains("full_refresh");
  }

  private static Stream<Arguments> every() {
    Stream<Arguments> clickhouse =
        Stream.of(
                Boundary.MID_WRITE,
                Boundary.AFTER_FLUSH_BEFORE_COMMIT,
                Boundary.DURING_SWAP,
                Boundary.AFTER_COMMIT_BEFORE_STATE)
            .flatMap(boundary ->
                Stream.of("{ mode: full_refresh }", "{ mode: incremental_append }")
                    .map(s ->
                        Arguments.of(
                            Kind.POSTGRES, Kind.CLICKHOUSE, Kind.CLICKHOUSE, boundary, s)));
    Stream<Arguments> sink =
        Stream.of(
                Boundary.MID_WRITE,
                Boundary.AFTER_FLUSH_BEFORE_COMMIT,
                Boundary.AFTER_COMMIT_BEFORE_STATE)
            .map(boundary ->
                Arguments.of(
                    Kind.POSTGRES,
                    Kind.KAFKA,
                    Kind.KAFKA,
                    boundary,
                    "{ mode: incremental_append }"));
    // Where the records from before are deleted.
    Stream<Arguments> swap =
        Stream.of(
            Arguments.of(
                Kind.POSTGRES,
                Kind.KAFKA,
                Kind.KAFKA,
                Boundary.DURING_SWAP,
                "{ mode: full_refresh }"));
    Stream<Arguments> source =
        Stream.of(Boundary.MID_PAGE, Boundary.AFTER_COMMIT_BEFORE_STATE)
            .map(boundary ->
                Arguments.of(
                    Kind.KAFKA,
                    Kind.POSTGRES,
                    Kind.KAFKA,
                    boundary,
                    "{ mode: incremental_append }"));
    String wanted = System.getProperty("dpone.route", "");
    return Stream.of(clickhouse, sink, swap, source)
        .flatMap(s -> s)
        .filter(a ->
            (a.get()[0] + "-to-" + a.get()[1]).toLowerCase(java.util.Locale.ROOT).contains(wanted));
  }

  @ParameterizedTest(name = "{0} to {1}: {2} killed at {3}, {4}")
  @MethodSource("kills")
  void theNextRunPutsItRight(Kind from, Kind to, Kind killed, Boundary boundary, String strategy)
      throws IOException {
    kill(from, to, killed, boundary, strategy);
  }

  @Tag("nightly")
  @ParameterizedTest(name = "{0} to {1}: {2} killed at {3}, {4}")
  @MethodSource("others")
  void andSoWithTheOtherStrategy(
      Kind from, Kind to, Kind killed, Boundary boundary, String strategy) throws IOException {
    kill(from, to, killed, boundary, strategy);
  }

  private void kill(Kind from, Kind to, Kind killed, Boundary boundary, String strategy)
      throws IOException {
    String name =
        from.text()
            + "_"
            + to.text()
            + "_"
            + boundary.name().toLowerCase(java.util.Locale.ROOT)
            + (strategy.contains("full") ? "_full" : "_append");
    Path manifest = systems.manifest(from, to, name, strategy);
    Files.writeString(
        manifest,
        impatient(Files.readString(manifest), to)
            + "\nruntime: { memory: 1MB, retry: { max_attempts: 2, first_wait: 100ms, total: 5s } }\n");
    Place source = systems.source(from, name);
    List<Order> orders = orders(1, ORDERS);
    source.fill(orders);
    List<Order> all = new ArrayList<>(orders);

    if (boundary == Boundary.DURING_SWAP && to == Kind.KAFKA) {
      // Only where there are records from before are any deleted.
      assertThat(systems.run(manifest).succeeded()).isTrue();
    }
    AtomicBoolean fired = new AtomicBoolean();
    systems.onBoundary(reached -> {
      if (reached == boundary && fired.compareAndSet(false, true)) {
        systems.control(killed, "kill");
      }
    });
    RunReceipt cutOff;
    try (Load load = Load.on(systems.place(killed))) {
      cutOff = systems.run(manifest);
      assertThat(load.written()).as("the load beside it").isPositive();
    }
    assertThat(fired).as("reached %s: %s", boundary, cutOff.toJson()).isTrue();
    if (boundary == Boundary.MID_WRITE) {
      assertThat(cutOff.succeeded()).as(cutOff.toJson()).isFalse();
      assertThat(cutOff.error().category()).isEqualTo("transient");
    }

    systems.control(killed, "restart");
    // A machine that has much to do takes its time to end what a broker was in the middle of.
    Files.writeString(
        manifest, Files.readString(manifest).replace("_timeout: 4s", "_timeout: 30s"));
    // What came in between shows whether a load was taken for another one.
    List<Order> late = orders(ORDERS + 1, 5);
    source.put(late);
    all.addAll(late);
    for (int run = 1; run <= 2; run++) {
      RunReceipt receipt = systems.run(manifest);
      assertThat(receipt.succeeded()).as("run %s: %s", run, receipt.toJson()).isTrue();
      List<Order> found = systems.place(to).read(systems.place(to).target(name), false);
      assertThat(found.size()).as("rows after run %s", run).isEqualTo(all.size());
      assertThat(found).containsExactlyInAnyOrderElementsOf(all);
    }
  }

  /** So that a run does not wait for a broker that is gone longer than a test likes to. */
  private static String impatient(String text, Kind to) {
    String told =
        text.replace("service: kafka", "service: kafka, request_timeout: 4s, connect_timeout: 3s");
    return to == Kind.KAFKA
        ? told.replaceFirst("(?m)^  table: ", "  delivery_timeout: 4s\n$0")
        : told;
  }

  private static List<Order> orders(int first, int count) {
    List<Order> orders = new ArrayList<>();
    for (long id = first; id < first + count; id++) {
      orders.add(
          new Order(
              id,
              "customer " + id % 97,
              BigDecimal.valueOf(id, 2),
              id % 2 == 0,
              "a note of some length that makes chunks fill sooner: " + "x".repeat(200) + id,
              LocalDate.of(2026, 1, 1),
              Instant.parse("2026-02-01T10:00:00Z").plusMillis(id)));
    }
    return orders;
  }
}
