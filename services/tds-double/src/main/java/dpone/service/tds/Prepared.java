package dpone.service.tds;

import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.Parameter;
import dpone.service.tds.wire.RpcCall;
import dpone.service.tds.wire.SqlType;
import dpone.service.tds.wire.TdsException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Statements that a session has prepared, and the calls by which drivers carry statements out. */
final class Prepared {
  private final Map<Integer, String> statements = new HashMap<>();
  private int last;

  /**
   * A call as the script sees it.
   *
   * @param request what is asked for; null where the double answers on its own
   * @param outputs what it gives back on its own
   */
  record Translated(@Nullable Request request, List<Step.Output> outputs) {}

  Translated translate(RpcCall call, Session session) throws TdsException {
    List<Parameter> given = call.parameters();
    return switch (call.procedure().toLowerCase(Locale.ROOT)) {
      case "sp_executesql" -> statement(text(call, 0), call, 2, session, List.of());
      case "sp_prepexec" ->
          statement(text(call, 2), call, 3, session, List.of(prepare(text(call, 2))));
      case "sp_prepare" -> new Translated(null, List.of(prepare(text(call, 2))));
      case "sp_execute" -> {
        String text = statements.get(handle(call));
        if (text == null) {
          throw new TdsException("sp_execute with a handle that is not prepared");
        }
        yield statement(text, call, 1, session, List.of());
      }
      case "sp_unprepare" -> {
        statements.remove(handle(call));
        yield new Translated(null, List.of());
      }
      default ->
          new Translated(
              new Request(Request.Kind.PROCEDURE, call.procedure(), given, session), List.of());
    };
  }

  /** Forgets all, as a reset of the session does. */
  void clear() {
    statements.clear();
  }

  private static Translated statement(
      String text, RpcCall call, int skip, Session session, List<Step.Output> outputs) {
    List<Parameter> all = call.parameters();
    List<Parameter> own = all.subList(Math.min(skip, all.size()), all.size());
    return new Translated(new Request(Request.Kind.STATEMENT, text, own, session), outputs);
  }

  private Step.Output prepare(String text) {
    statements.put(++last, text);
    return new Step.Output("", SqlType.of(Kind.INT), last);
  }

  private static String text(RpcCall call, int at) throws TdsException {
    if (call.parameters().size() > at && call.parameters().get(at).value() instanceof String text) {
      return text;
    }
    throw new TdsException(call.procedure() + " without a statement");
  }

  private static int handle(RpcCall call) throws TdsException {
    if (!call.parameters().isEmpty()
        && call.parameters().getFirst().value() instanceof Number handle) {
      return handle.intValue();
    }
    throw new TdsException(call.procedure() + " without a handle");
  }
}
