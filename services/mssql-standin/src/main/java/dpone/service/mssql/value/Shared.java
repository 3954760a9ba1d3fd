package dpone.service.mssql.value;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;

/** Long texts that stand in several tables, each kept once. */
final class Shared {
  private static final int LONG = 256;

  private static final Map<String, WeakReference<String>> TEXTS = new WeakHashMap<>();

  private Shared() {}

  static String of(String text) {
    if (text.length() < LONG) {
      return text;
    }
    synchronized (TEXTS) {
      WeakReference<String> known = TEXTS.get(text);
      String same = known == null ? null : known.get();
      if (same != null) {
        return same;
      }
      TEXTS.put(text, new WeakReference<>(text));
      return text;
    }
  }
}
