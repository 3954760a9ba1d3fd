package dpone.service.mssql.run;

import dpone.service.mssql.parse.Expr;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.store.Capture;
import dpone.service.mssql.store.Commit;
import dpone.service.mssql.store.Lsn;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.util.Optional;

/** Functions that tell how far changes were recorded. */
final class CaptureFunctions {
  private static final SqlType PLACE = SqlType.bytes(Kind.BINARY, 10);
  private static final SqlType TEXT = SqlType.max(Kind.NVARCHAR);
  private static final SqlType BIGINT = SqlType.of(Kind.BIGINT);

  private CaptureFunctions() {}

  static Typed of(Compiler compiler, Context context, Expr.Call call) {
    Capture capture = context.transaction().capture();
    int parameters =
        call.name().endsWith("MAX_LSN") || call.name().endsWith("CURRENT_VERSION") ? 0 : 1;
    if (call.arguments().size() != parameters) {
      throw new SqlError(
          174, 15, "The " + call.name() + " function requires " + parameters + " argument(s).");
    }
    if (call.name().startsWith("SYS.") && !capture.captures()) {
      // They are there in every database, and know nothing.
      return Typed.of(PLACE, frame -> null);
    }
    return switch (call.name()) {
      case "SYS.FN_CDC_GET_MAX_LSN" ->
          Typed.of(
              PLACE, frame -> Optional.ofNullable(capture.scanned()).map(Lsn::bytes).orElse(null));
      case "SYS.FN_CDC_GET_MIN_LSN" -> {
        Typed name = compiler.value(call.arguments().getFirst()).as(TEXT);
        yield Typed.of(
            PLACE,
            frame -> {
              String wanted = String.valueOf(name.at(frame));
              return capture.instances().stream()
                  .filter(i -> i.name().equalsIgnoreCase(wanted))
                  .findFirst()
                  .map(Capture.Instance::oldest)
                  .orElse(Lsn.ZERO)
                  .bytes();
            });
      }
      case "SYS.FN_CDC_MAP_LSN_TO_TIME" -> {
        Typed place = compiler.value(call.arguments().getFirst()).as(PLACE);
        yield Typed.of(
            SqlType.of(Kind.DATETIME),
            frame -> {
              Object bytes = place.at(frame);
              Commit found =
                  bytes == null ? null : Recorded.commit(capture, Lsn.of((byte[]) bytes));
              return found == null ? null : Recorded.time(found.time());
            });
      }
      case "CHANGE_TRACKING_CURRENT_VERSION" ->
          Typed.of(BIGINT, frame -> capture.tracks() ? capture.version() : null);
      default -> {
        Typed id = compiler.value(call.arguments().getFirst()).as(SqlType.of(Kind.INT));
        yield Typed.of(
            BIGINT,
            frame -> {
              Object number = id.at(frame);
              Capture.Tracked tracked =
                  number == null ? null : capture.tracked().get((Integer) number);
              return tracked == null ? null : tracked.oldest();
            });
      }
    };
  }
}
