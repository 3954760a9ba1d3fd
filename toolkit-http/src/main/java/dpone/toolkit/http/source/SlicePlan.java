package dpone.toolkit.http.source;

import dpone.spi.error.Place;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.FeedCode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The requests that a stream needs beside its windows of time. */
final class SlicePlan {
  /** Slices that a plan can hold; each is a few hundred bytes. */
  static final int MOST = 200_000;

  private SlicePlan() {}

  /**
   * Every combination of the stream's values and parents; one empty one where it has neither.
   *
   * @param parents reads the variables of a stream's parents
   */
  static List<Variables> of(
      StreamDefinition stream, Function<Slicing.Parents, List<Variables>> parents) {
    List<Variables> all = List.of(Variables.NONE);
    for (Slicing way : stream.slicing()) {
      List<Variables> more =
          switch (way) {
            case Slicing.Windows w -> List.of(Variables.NONE);
            case Slicing.Values v ->
                v.values().stream().map(value -> Variables.of(v.variable(), value)).toList();
            case Slicing.Parents p -> parents.apply(p);
          };
      all = product(stream.name(), all, more);
    }
    return all;
  }

  static List<Variables> product(String stream, List<Variables> outer, List<Variables> inner) {
    checkCount(stream, (long) outer.size() * inner.size());
    List<Variables> product = new ArrayList<>(outer.size() * inner.size());
    for (Variables one : outer) {
      inner.forEach(other -> product.add(one.and(other)));
    }
    return product;
  }

  /** Refuses more slices than a plan can hold. */
  static void checkCount(String stream, long slices) {
    if (slices > MOST) {
      throw FeedCode.TOO_MANY_PARENTS
          .error("the read would take more than " + MOST + " requests of several pages each")
          .at(Place.stream(stream))
          .build();
    }
  }
}
