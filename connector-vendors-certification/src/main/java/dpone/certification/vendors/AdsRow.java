package dpone.certification.vendors;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A row of Google Ads while it is put together: messages inside of messages, by their numbers. */
final class AdsRow {
  private final ProtoWriter own = new ProtoWriter();
  private final Map<Integer, AdsRow> inner = new TreeMap<>();

  /** The fields of the message at the end of that path, which from now on is there. */
  ProtoWriter at(List<Integer> path) {
    AdsRow message = this;
    for (int number : path) {
      message = message.inner.computeIfAbsent(number, n -> new AdsRow());
    }
    return message.own;
  }

  /** The message. */
  ProtoWriter message() {
    ProtoWriter message = new ProtoWriter().all(own);
    inner.forEach((number, each) -> message.message(number, each.message()));
    return message;
  }
}
