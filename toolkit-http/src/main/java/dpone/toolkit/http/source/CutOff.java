package dpone.toolkit.http.source;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.Page;
import dpone.toolkit.http.page.Slice;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Windows of time that an API cut off at its largest number of records. */
final class CutOff {
  private final String stream;
  private final @Nullable WindowPlan plan;
  private final Slicing.@Nullable Cap cap;

  CutOff(StreamDefinition stream) {
    Slicing.Windows windows = stream.windows().orElse(null);
    this.stream = stream.name();
    this.plan = windows == null ? null : new WindowPlan(windows);
    this.cap = windows == null ? null : windows.cap();
  }

  /**
   * Looks at a page before anything of it is delivered.
   *
   * @return what to read instead; empty when the page is whole
   */
  List<Slice> before(Slice slice, Page page) {
    if (plan == null || cap == null || page.ahead() < cap.records()) {
      return List.of();
    }
    return plan.halve(slice.variables(), cap).orElseThrow(() -> cutOff(slice)).stream()
        .map(Slice::of)
        .toList();
  }

  private DponeException cutOff(Slice slice) {
    return FeedCode.WINDOW_CUT_OFF
        .error("as many records as the API gives at most: " + slice.describe())
        .at(Place.stream(stream))
        .build();
  }
}
