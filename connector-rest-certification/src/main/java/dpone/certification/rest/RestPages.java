package dpone.certification.rest;

import dpone.certify.kit.PagedTables;
import dpone.certify.kit.TestRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** What happens between the pages of the double. */
record RestPages(ApiDouble api, RestSourceTables tables) implements PagedTables {
  private static final String MOVED = "HTTP_PAGES_MOVED";

  private static final Map<Trouble, Fault> FAULTS =
      Map.of(
          Trouble.REPEATED_PAGE, Fault.REPEATED_PAGE,
          Trouble.EMPTY_PAGE, Fault.EMPTY_PAGE,
          Trouble.TRUNCATED_PAGE, Fault.TRUNCATED,
          Trouble.ROW_ADDED, Fault.ROW_ADDED,
          Trouble.ROW_REMOVED, Fault.ROW_REMOVED,
          Trouble.WRONG_TOTAL, Fault.LYING_TOTAL);

  @Override
  public Map<String, Object> pages(String stream, int rows) {
    return Map.of("pagination", Map.of("limit", rows));
  }

  @Override
  public Optional<Bound> bound(int pages) {
    return Optional.of(
        new Bound(Map.of("pagination", Map.of("max_pages", pages)), "HTTP_MAX_PAGES"));
  }

  @Override
  public Map<String, Object> cut(int pages) {
    return Map.of("pagination", Map.of("checkpoint_pages", pages));
  }

  @Override
  public Map<Trouble, String> ends() {
    return Map.of(
        Trouble.REPEATED_PAGE,
        "HTTP_PAGE_REPEATED",
        Trouble.EMPTY_PAGE,
        "HTTP_EMPTY_PAGE",
        Trouble.TRUNCATED_PAGE,
        "HTTP_TRUNCATED",
        Trouble.ROW_ADDED,
        MOVED,
        Trouble.ROW_REMOVED,
        MOVED,
        Trouble.WRONG_TOTAL,
        MOVED);
  }

  @Override
  public Map<Trouble, String> others() {
    return Map.of();
  }

  @Override
  public Meeting meet(Trouble trouble, String stream, int times, TestRow row) {
    Fault fault = FAULTS.getOrDefault(trouble, Fault.TRUNCATED);
    boolean added = trouble == Trouble.ROW_ADDED;
    ApiDouble.Trap trap =
        api.set(fault, stream, true, times, added ? tables.item(stream, row) : null);
    return new Meeting() {
      @Override
      public int met() {
        return trap.met().size();
      }

      @Override
      public List<TestRow> moved() {
        List<TestRow> moved = new ArrayList<>();
        if (added && !trap.met().isEmpty()) {
          moved.add(row);
        }
        trap.gone().forEach(item -> moved.add(tables.row(stream, item)));
        return moved;
      }

      @Override
      public void close() {
        api.clear();
      }
    };
  }

  @Override
  public OptionalLong requests() {
    return OptionalLong.of(api.requests());
  }
}
