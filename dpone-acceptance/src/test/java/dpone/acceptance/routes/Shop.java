package dpone.acceptance.routes;

import dpone.spi.sink.LoadMode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Orders at a source that change between runs, and what each strategy has to make of them. */
final class Shop {
  private static final Instant OPENED = Instant.parse("2026-02-01T10:00:00.125Z");

  private final Place place;
  private final boolean log;
  private final Map<Long, Order> now = new TreeMap<>();
  private final List<Order> sent = new ArrayList<>();
  private final Map<Long, Order> merged = new TreeMap<>();
  private final Set<Order> history = new LinkedHashSet<>();
  private List<Order> expected = List.of();
  private int delivered;

  Shop(Place place, boolean log) {
    this.place = place;
    this.log = log;
  }

  /** Forty orders. */
  void open() {
    List<Order> orders = new ArrayList<>();
    for (long id = 1; id <= 40; id++) {
      orders.add(order(id, OPENED.plusSeconds(id)));
    }
    place.fill(orders);
    orders.forEach(this::remember);
  }

  private static Order order(long id, Instant at) {
    String[] notes = {
      null, "plain", "tab\tand\nline", "quote \" and \\ back", "ünïcode €", "", "\\N"
    };
    return new Order(
        id,
        "customer " + id % 7,
        BigDecimal.valueOf(id * 737 % 5000, 2),
        id % 3 == 0 ? null : id % 3 == 1,
        notes[(int) (id % notes.length)],
        LocalDate.of(2026, 1, (int) (1 + id % 3)),
        at);
  }

  private void put(List<Order> orders) {
    place.put(orders);
    orders.forEach(this::remember);
  }

  private void remember(Order order) {
    now.put(order.id(), order);
    sent.add(order);
  }

  /** Some orders change, some come, one goes where that is possible. */
  void change(int round) {
    Instant at = OPENED.plusSeconds(10_000L * round);
    List<Order> orders = new ArrayList<>();
    for (long id : round == 1 ? new long[] {3, 17} : new long[] {3, 40}) {
      orders.add(now.get(id).changed("changed " + round, at.plusSeconds(id)));
    }
    orders.add(order(100L + round, at.plusSeconds(100)));
    put(orders);
    if (!log && round == 1) {
      place.delete(22);
      now.remove(22L);
    }
  }

  /** A run has ended. */
  void loaded(LoadMode mode) {
    List<Order> fresh = List.copyOf(sent.subList(delivered, sent.size()));
    delivered = sent.size();
    fresh.forEach(order -> {
      merged.put(order.id(), order);
      history.add(order);
    });
    expected =
        switch (mode) {
          case INCREMENTAL_APPEND -> List.copyOf(sent);
          case INCREMENTAL_MERGE, BACKFILL, SCD2 -> List.copyOf(merged.values());
          case FULL_REFRESH, REPLACE, PARTITION_REPLACE ->
              log ? List.copyOf(sent) : List.copyOf(now.values());
          case SNAPSHOT_DIFF, CDC_APPLY -> List.copyOf(now.values());
        };
  }

  List<Order> expected() {
    return expected;
  }

  long versions() {
    return history.size();
  }
}
