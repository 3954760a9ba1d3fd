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

/** What can happen between the pages of a double that counts its records. */
record VendorPages(PagedDouble vendor, ScriptedServer server) implements PagedTables {
  @Override
  public Map<String, Object> pages(String stream, int rows) {
    return Map.of(vendor.sizeOption(), rows);
  }

  @Override
  public Optional<Bound> bound(int pages) {
    int most = Math.min(pages, vendor.mostPages());
    return Optional.of(new Bound(Map.of("max_pages", most), "HTTP_MAX_PAGES"));
  }

  @Override
  public Map<String, Object> cut(int pages) {
    return Map.of();
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
        "HTTP_PAGES_MOVED",
        Trouble.ROW_REMOVED,
        "HTTP_PAGES_MOVED",
        Trouble.WRONG_TOTAL,
        "HTTP_PAGES_MOVED");
  }

  @Override
  public Map<Trouble, String> others() {
    return Map.of();
  }

  @Override
  public Meeting meet(Trouble trouble, String stream, int times, TestRow spare) throws Exception {
    AtomicInteger met = new AtomicInteger();
    List<TestRow> moved = new ArrayList<>();
    AutoCloseable look =
        server.intercept(request -> {
          if (!vendor.isLaterPage(request, stream) || met.get() >= times) {
            return null;
          }
          met.incrementAndGet();
          return answer(trouble, stream, request, spare, moved);
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
      Trouble trouble, String stream, DoubleRequest request, TestRow spare, List<TestRow> moved) {
    VendorStream rows = vendor.stream(stream);
    return switch (trouble) {
      case REPEATED_PAGE -> vendor.answer(vendor.before(request));
      case EMPTY_PAGE -> vendor.page(stream, List.of(), vendor.count(stream));
      case TRUNCATED_PAGE -> vendor.answer(request).truncated();
      case WRONG_TOTAL -> vendor.answer(request, -1);
      case ROW_ADDED -> {
        synchronized (moved) {
          moved.add(spare);
        }
        rows.insert(List.of(spare));
        yield null;
      }
      case ROW_REMOVED -> {
        TestRow first = vendor.first(stream);
        synchronized (moved) {
          moved.add(first);
        }
        rows.delete(List.of(first));
        yield null;
      }
    };
  }

  @Override
  public OptionalLong requests() {
    return OptionalLong.of(server.requests().size());
  }
}
