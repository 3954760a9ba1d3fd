package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.Query;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.value.Compare;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The windowed functions of a list: ROW_NUMBER by an order, MIN and MAX of a partition. */
final class Windows {
  private final List<Window> all = new ArrayList<>();

  private record Window(String name, @Nullable Typed of, List<Typed> partition, List<By> order) {}

  private record By(Typed of, boolean descending) {}

  /** What reads its value from the slot after those of the sources. */
  Typed add(Compiler compiler, Expr.Window window, int slot) {
    Expr inner = window.of();
    Typed of = inner == null ? null : compiler.value(inner);
    List<By> order = new ArrayList<>();
    for (Query.Order by : window.order()) {
      order.add(new By(compiler.value(by.expr()), by.descending()));
    }
    boolean numbers = window.name().equals("ROW_NUMBER");
    if (numbers == order.isEmpty() || (!numbers && of == null)) {
      throw SqlError.syntax("OVER");
    }
    if (!numbers && !window.name().equals("MAX") && !window.name().equals("MIN")) {
      throw SqlError.syntax(window.name());
    }
    List<Typed> partition = window.partition().stream().map(compiler::value).toList();
    int index = all.size();
    all.add(new Window(window.name(), of, partition, order));
    SqlType type = of == null ? SqlType.of(Kind.BIGINT) : of.type();
    return new Typed(
        type, of != null && of.binary(), of != null, frame -> frame.rows()[slot][index]);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /** The frames with one slot more, which has the values. */
  List<Frame> widened(List<Frame> frames) {
    List<Frame> wide = new ArrayList<>();
    for (Frame frame : frames) {
      @Nullable Object[][] rows = java.util.Arrays.copyOf(frame.rows(), frame.rows().length + 1);
      rows[frame.rows().length] = new @Nullable Object[all.size()];
      wide.add(new Frame(rows, frame.parent(), null));
    }
    for (int i = 0; i < all.size(); i++) {
      Window window = all.get(i);
      Map<List<Object>, List<Frame>> partitions = new LinkedHashMap<>();
      for (Frame frame : wide) {
        List<Object> key = new ArrayList<>();
        for (Typed by : window.partition()) {
          key.add(Compare.key(by.type(), by.at(frame), by.binary()));
        }
        partitions.computeIfAbsent(key, k -> new ArrayList<>()).add(frame);
      }
      for (List<Frame> partition : partitions.values()) {
        fill(window, i, partition);
      }
    }
    return wide;
  }

  private static void fill(Window window, int index, List<Frame> partition) {
    Typed of = window.of();
    if (of == null) {
      List<Frame> sorted = new ArrayList<>(partition);
      sorted.sort((left, right) -> compare(window.order(), left, right));
      long number = 0;
      for (Frame frame : sorted) {
        last(frame)[index] = ++number;
      }
      return;
    }
    int sign = window.name().equals("MAX") ? 1 : -1;
    Object best = null;
    for (Frame frame : partition) {
      Object value = of.at(frame);
      boolean better =
          value != null
              && (best == null || sign * Compare.order(of.type(), value, best, of.binary()) > 0);
      best = better ? value : best;
    }
    for (Frame frame : partition) {
      last(frame)[index] = best;
    }
  }

  private static @Nullable Object[] last(Frame frame) {
    return frame.rows()[frame.rows().length - 1];
  }

  private static int compare(List<By> order, Frame left, Frame right) {
    for (By by : order) {
      Object a = by.of().at(left);
      Object b = by.of().at(right);
      int found =
          a == null || b == null
              ? Boolean.compare(a != null, b != null)
              : Compare.order(by.of().type(), a, b, by.of().binary());
      if (found != 0) {
        return by.descending() ? -found : found;
      }
    }
    return 0;
  }
}
