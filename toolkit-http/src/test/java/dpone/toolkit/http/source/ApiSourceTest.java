package dpone.toolkit.http.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import dpone.spi.source.ReadMode;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.Ending;
import dpone.toolkit.http.api.Found;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.StreamDefinition;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ApiSourceTest {
  private final TestContext context = new TestContext();
  private final List<int[]> table = new ArrayList<>();

  /** Rows of id and cursor; ten rows share each cursor. */
  private void fill(int from, int to) {
    for (int id = from; id < to; id++) {
      table.add(new int[] {id, id / 10});
    }
  }

  private static StreamDefinition.Builder orders() {
    return StreamDefinition.named("orders")
        .request(Request.get("orders"))
        .format(BodyFormat.Json.at("/items"))
        .column("id", new DataType.Int(64))
        .column("at", new DataType.Int(64))
        .key("id");
  }

  private String page(Map<String, String> params, int size) {
    int page = Integer.parseInt(params.getOrDefault("page", "1"));
    int since = Integer.parseInt(params.getOrDefault("since", "0"));
    List<int[]> found = table.stream().filter(r -> r[1] >= since).toList();
    String items =
        IntStream.range((page - 1) * size, Math.min(found.size(), page * size))
            .mapToObj(i -> "{\"id\":" + found.get(i)[0] + ",\"at\":" + found.get(i)[1] + "}")
            .collect(Collectors.joining(","));
    return "{\"items\":[" + items + "],\"total\":" + found.size() + "}";
  }

  private Loads loads(PageServer server, StreamDefinition stream) {
    return new Loads(new ApiSource(new TestApi(server.root(), stream, context), context), "orders");
  }

  private static Paging pages(int size) {
    return new Paging.PageNumber("page", 1, new Paging.Size("size", size), Ending.EMPTY_PAGE);
  }

  @Test
  void readsEveryPageOfAFullRead() throws Exception {
    fill(0, 25);
    try (PageServer server = new PageServer(p -> page(p, 7))) {
      Loads loads = loads(server, orders().paging(pages(7)).build()).run(ReadMode.FULL, 1, 2);
      assertThat(loads.rows).hasSize(25).doesNotHaveDuplicates();
      assertThat(loads.position).isNull();
      assertThat(server.requests).hasSize(5).last().asString().contains("page=5&size=7");
    }
  }

  @Test
  void goesOnAtThePageAfterTheLastCommit() throws Exception {
    fill(0, 100);
    StreamDefinition stream =
        orders()
            .paging(pages(7))
            .increment(Increment.by("at"))
            .request(Request.get("orders").param("since", "{since}"))
            .bounds(Bounds.STANDARD.checkpoints(3))
            .build();
    try (PageServer server = new PageServer(p -> page(p, 7))) {
      Loads loads = loads(server, stream).run(ReadMode.AFTER_POSITION, 2, 1);
      assertThat(loads.rows).hasSize(42);
      server.requests.clear();
      loads.run(ReadMode.AFTER_POSITION, 100, 1);
      assertThat(server.requests).first().asString().contains("page=7&");
      assertThat(loads.rows).hasSize(100).doesNotHaveDuplicates();
    }
  }

  @Test
  void issueI02TiesLongerThanAPageComeOnce() throws Exception {
    fill(0, 25);
    StreamDefinition stream =
        orders()
            .paging(pages(3))
            .increment(Increment.by("at"))
            .request(Request.get("orders").param("since", "{since}"))
            .build();
    try (PageServer server = new PageServer(p -> page(p, 3))) {
      Loads loads = loads(server, stream).run(ReadMode.AFTER_POSITION, 100, 1);
      assertThat(loads.rows).hasSize(25);
      fill(25, 33);
      server.requests.clear();
      loads.run(ReadMode.AFTER_POSITION, 100, 1);
      assertThat(loads.rows).hasSize(33).doesNotHaveDuplicates();
      assertThat(server.requests).first().asString().contains("since=2");
      assertThat(loads.filtered).isEqualTo(5);
      loads.run(ReadMode.AFTER_POSITION, 100, 1);
      assertThat(loads.rows).hasSize(33);
    }
  }

  /** While page 2 is asked for, the row of page 1 changes, and after it another of page 2. */
  @Test
  void aRecordThatChangesBehindTheReaderComesWithTheNextRead() throws Exception {
    StreamDefinition stream =
        StreamDefinition.named("orders")
            .request(Request.get("orders").param("since", "{since}"))
            .format(BodyFormat.Json.at("/items"))
            .column("id", new DataType.Int(64))
            .column("at", new DataType.TimestampTz(3))
            .key("id")
            .paging(pages(1))
            .increment(Increment.by("at"))
            .build();
    Instant before = context.clock().instant().minusSeconds(60);
    List<Instant> changed = new ArrayList<>(List.of(before, before));
    try (PageServer server =
        new PageServer(p -> {
          int page = Integer.parseInt(p.getOrDefault("page", "1"));
          if (page == 2 && changed.getFirst().equals(before)) {
            changed.set(0, context.clock().instant().plusMillis(10));
            changed.set(1, changed.getFirst().plusMillis(10));
          }
          String since = p.get("since");
          List<Integer> found =
              IntStream.range(0, 2)
                  .filter(i ->
                      since == null
                          || since.isEmpty()
                          || !changed.get(i).isBefore(Instant.parse(since)))
                  .boxed()
                  .toList();
          return page > found.size()
              ? "{\"items\":[]}"
              : "{\"items\":[{\"id\":"
                  + found.get(page - 1)
                  + ",\"at\":\""
                  + changed.get(found.get(page - 1)).truncatedTo(ChronoUnit.MILLIS)
                  + "\"}]}";
        })) {
      Loads loads = loads(server, stream).run(ReadMode.FROM_POSITION, 9, 1);
      assertThat(loads.filtered).isEqualTo(1);
      Thread.sleep(50);
      loads.run(ReadMode.FROM_POSITION, 9, 1);
      assertThat(loads.rows.stream().map(r -> r.split("\\|")[0])).contains("0", "1");
      assertThat(loads.rows).anyMatch(r -> r.equals("0|" + micros(changed.getFirst())));
      assertThat(loads.rows).anyMatch(r -> r.equals("1|" + micros(changed.getLast())));
    }
  }

  private static long micros(Instant moment) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, moment.truncatedTo(ChronoUnit.MILLIS));
  }

  @Test
  void numbersInNoOrderOverSeveralPagesAreNoCursor() throws Exception {
    StreamDefinition stream =
        orders()
            .paging(pages(2))
            .increment(Increment.by("at"))
            .request(Request.get("orders").param("since", "{since}"))
            .build();
    try (PageServer server = new PageServer(p -> page(p, 2))) {
      for (int at : new int[] {5, 5, 4, 3}) {
        table.add(new int[] {table.size(), at});
      }
      assertThat(loads(server, stream).run(ReadMode.AFTER_POSITION, 9, 1).rows).hasSize(4);
      table.add(new int[] {4, 6});
      assertThatThrownBy(() -> loads(server, stream).run(ReadMode.AFTER_POSITION, 9, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_CURSOR_UNORDERED"))
          .hasMessageContaining("the cursor 6 follows 3");
      table.removeIf(row -> row[0] < 3);
      assertThat(loads(server, stream).run(ReadMode.AFTER_POSITION, 9, 1).rows).hasSize(2);
    }
  }

  @Test
  void numbersAreNoCursorOfSeveralRequests() throws Exception {
    StreamDefinition stream =
        orders()
            .slicedBy(new Slicing.Values("shop", List.of("a", "b")))
            .increment(Increment.by("at"))
            .request(Request.get("orders").param("since", "{since}").param("shop", "{shop}"))
            .build();
    try (PageServer server = new PageServer(p -> page(p, 2))) {
      assertThatThrownBy(() -> loads(server, stream).run(ReadMode.AFTER_POSITION, 9, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_STREAM_OPTION"));
      assertThat(server.requests).isEmpty();
    }
  }

  @Test
  void aTokenThatComesAgainEndsTheRead() throws Exception {
    StreamDefinition stream =
        orders()
            .paging(new Paging.Cursor("token", new Found.InBody("/next"), Paging.Size.ANY))
            .build();
    int[] calls = {0};
    try (PageServer server =
        new PageServer(p ->
            "{\"items\":[{\"id\":"
                + calls[0]++
                + ",\"at\":1}],\"next\":\"t"
                + calls[0] % 3
                + "\"}")) {
      assertThatThrownBy(() -> loads(server, stream).run(ReadMode.FULL, 1, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_TOKEN_REPEATED"));
      assertThat(server.requests).hasSizeLessThan(6);
    }
  }

  @Test
  void aPageThatDoesNotHeedItsNumberEndsTheRead() throws Exception {
    try (PageServer server =
        new PageServer(p -> "{\"items\":[{\"id\":1,\"at\":1},{\"id\":2,\"at\":1}]}")) {
      assertThatThrownBy(
              () -> loads(server, orders().paging(pages(2)).build()).run(ReadMode.FULL, 1, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_PAGE_REPEATED"));
    }
  }

  @Test
  void aTotalThatLiesEndsTheRead() throws Exception {
    fill(0, 10);
    Ending ending = new Ending(Ending.Rule.EMPTY_PAGE, new Found.InBody("/total"), null);
    StreamDefinition stream =
        orders()
            .paging(new Paging.PageNumber("page", 1, new Paging.Size("size", 4), ending))
            .build();
    try (PageServer server =
        new PageServer(p -> page(p, 4).replace("\"total\":10", "\"total\":11"))) {
      assertThatThrownBy(() -> loads(server, stream).run(ReadMode.FULL, 1, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_TOTAL_MISMATCH"));
      server.answer(p -> page(p, 4));
      assertThat(loads(server, stream).run(ReadMode.FULL, 1, 1).rows).hasSize(10);
      server.answer(p -> {
        String page = page(p, 4);
        fill(table.size(), table.size() + 1);
        return page;
      });
      assertThatThrownBy(() -> loads(server, stream).run(ReadMode.FULL, 1, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_PAGES_MOVED"));
    }
  }

  @Test
  void maxPagesIsNeverSuccess() throws Exception {
    fill(0, 100);
    StreamDefinition stream = orders().paging(pages(2)).bounds(Bounds.STANDARD.pages(5)).build();
    try (PageServer server = new PageServer(p -> page(p, 2))) {
      assertThatThrownBy(() -> loads(server, stream).run(ReadMode.FULL, 1, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_MAX_PAGES"));
    }
  }

  @Test
  void anEmptyPageThatNamesAnotherEndsTheRead() throws Exception {
    StreamDefinition stream =
        orders().paging(new Paging.NextUrl(new Found.InBody("/next"), Paging.Size.ANY)).build();
    try (PageServer server =
        new PageServer(p ->
            p.containsKey("b")
                ? "{\"items\":[],\"next\":\"?c=1\"}"
                : "{\"items\":[{\"id\":1,\"at\":1}],\"next\":\"?b=1\"}")) {
      assertThatThrownBy(() -> loads(server, stream).run(ReadMode.FULL, 1, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_EMPTY_PAGE"));
    }
  }

  @Test
  void aNextLinkToAnotherHostIsNotFollowed() throws Exception {
    StreamDefinition stream =
        orders().paging(new Paging.NextUrl(new Found.InBody("/next"), Paging.Size.ANY)).build();
    try (PageServer server =
        new PageServer(
            p -> "{\"items\":[{\"id\":1,\"at\":1}],\"next\":\"https://elsewhere.example/x\"}")) {
      assertThatThrownBy(() -> loads(server, stream).run(ReadMode.FULL, 1, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_OTHER_ORIGIN"));
    }
  }

  @Test
  void aWrongRecordPathIsNoSuccess() throws Exception {
    try (PageServer server = new PageServer(p -> "{\"rows\":[{\"id\":1,\"at\":1}]}")) {
      assertThatThrownBy(() -> loads(server, orders().build()).run(ReadMode.FULL, 1, 1))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).startsWith("FORMAT_"));
    }
  }
}
