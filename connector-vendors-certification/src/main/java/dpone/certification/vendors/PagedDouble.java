package dpone.certification.vendors;

import dpone.certify.kit.PagedTables;
import dpone.certify.kit.TestRow;
import java.util.List;
import java.util.Optional;

/** A double whose answers have pages. */
public interface PagedDouble extends VendorDouble {
  /** Name of the stream option that says how many rows a page has. */
  String sizeOption();

  /** The largest value that the option max_pages takes. */
  int mostPages();

  /** Whether the request asks for a page of the stream that is not the first one. */
  boolean isLaterPage(DoubleRequest request, String stream);

  /** The same request for the page before. */
  DoubleRequest before(DoubleRequest request);

  /** Answers a request with a total that is so much more or less than it is. */
  DoubleAnswer answer(DoubleRequest request, int more);

  @Override
  default Optional<PagedTables> pages(ScriptedServer server) {
    return Optional.of(new VendorPages(this, server));
  }

  @Override
  default DoubleAnswer answer(DoubleRequest request) {
    return answer(request, 0);
  }

  /** An answer with those rows, for a request of the stream. */
  DoubleAnswer page(String stream, List<TestRow> rows, int total);

  /** How many records a stream has. */
  int count(String stream);

  /** The row that a read of the stream gives first. */
  TestRow first(String stream);

  /** The stream of that name. */
  default VendorStream stream(String name) {
    return streams().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow();
  }
}
