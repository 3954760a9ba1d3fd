package dpone.certification.vendors;

import dpone.certify.kit.PagedTables;
import dpone.certify.kit.TestRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What can happen between reports. They are pages of a kind: one that has as many rows as it was
 * asked for is cut off, and the rest of its span is asked for.
 */
record AppsFlyerPages(AppsFlyerDouble vendor, VendorStream stream, ScriptedServer server)
    implements PagedTables {
  @Override
  public Map<String, Object> pages(String name, int rows) {
    return Map.of("maximum_rows", rows);
  }

  @Override
  public Optional<Bound> bound(int pages) {
    return Optional.of(new Bound(Map.of("max_reports", pages), "HTTP_MAX_PAGES"));
  }

  @Override
  public Map<String, Object> cut(int pages) {
    return Map.of();
  }

  @Override
  public Map<Trouble, String> ends() {
    return Map.of(
        // A report that is the same whatever span is asked for never gets shorter.
        Trouble.REPEATED_PAGE,
        "HTTP_WINDOW_CUT_OFF",
        Trouble.EMPTY_PAGE,
        RIGHT,
        Trouble.TRUNCATED_PAGE,
        "HTTP_TRUNCATED",
        // Reports go by time, so that no row moves another.
        Trouble.ROW_ADDED,
        RIGHT,
        Trouble.ROW_REMOVED,
        RIGHT);
  }

  @Override
  public Map<Trouble, String> others() {
    return Map.of(Trouble.WRONG_TOTAL, "a report says nothing of how many rows there are");
  }

  @Override
  public Meeting meet(Trouble trouble, String name, int times, TestRow spare) {
    AtomicInteger met = new AtomicInteger();
    List<TestRow> moved = new ArrayList<>();
    AutoCloseable look =
        server.intercept(request -> {
          boolean fits =
              switch (trouble) {
                case TRUNCATED_PAGE -> vendor.fetchesLater(request);
                case EMPTY_PAGE ->
                    vendor.isLater(request)
                        && vendor.rows(request).isEmpty()
                        && !vendor.rowsBehind(request).isEmpty();
                default -> vendor.isLater(request);
              };
          if (!fits || met.get() >= times) {
            return null;
          }
          met.incrementAndGet();
          return answer(trouble, request, spare, moved);
        });
    return new Meeting() {
      @Override
      public int met() {
        return met.get();
      }

      @Override
      public List<TestRow> moved() {
        synchronized (moved) {
          return List.copyOf(moved);
        }
      }

      @Override
      public void close() throws Exception {
        look.close();
      }
    };
  }

  private @Nullable DoubleAnswer answer(
      Trouble trouble, DoubleRequest request, TestRow spare, List<TestRow> moved) {
    return switch (trouble) {
      case REPEATED_PAGE -> vendor.made(request, vendor.firstRows(request));
      case TRUNCATED_PAGE -> vendor.answer(request).truncated();
      case EMPTY_PAGE, WRONG_TOTAL -> null;
      case ROW_ADDED -> {
        synchronized (moved) {
          moved.add(spare);
        }
        stream.insert(List.of(spare));
        yield null;
      }
      case ROW_REMOVED -> {
        TestRow first = vendor.firstRows(request).getFirst();
        synchronized (moved) {
          moved.add(first);
        }
        stream.delete(List.of(first));
        yield null;
      }
    };
  }

  @Override
  public OptionalLong requests() {
    return OptionalLong.of(server.requests().size());
  }
}
