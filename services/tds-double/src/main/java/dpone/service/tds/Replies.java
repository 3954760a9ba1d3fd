package dpone.service.tds;

import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.MessageOut;
import dpone.service.tds.wire.Tokens;
import dpone.service.tds.wire.Tokens.End;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Carries out the steps of an answer. */
final class Replies {
  private static final int SELECT = 0xC1;
  private static final int FATAL = 20;

  private final MessageOut out;
  private final Tokens tokens;
  private final Incoming incoming;
  private final Session session;

  Replies(MessageOut out, Tokens tokens, Incoming incoming, Session session) {
    this.out = out;
    this.tokens = tokens;
    this.incoming = incoming;
    this.session = session;
  }

  /** What an answer leaves to be done. */
  record Outcome(@Nullable BulkSink bulk, boolean failed) {}

  /** A connection that a script breaks. */
  static final class BrokenOnPurpose extends IOException {
    private static final long serialVersionUID = 1L;

    BrokenOnPurpose() {
      super("broken by the script");
    }
  }

  /**
   * Answers a request.
   *
   * @param procedure whether what ends is a procedure
   * @param more whether another request of the same message follows
   * @param handle parameters that the double itself gives back, such as the handle of a statement
   */
  Outcome send(
      Request request, Answer answer, boolean procedure, boolean more, List<Step.Output> handle)
      throws IOException {
    int command = command(request.statement());
    End end = procedure ? End.WITHIN : End.STATEMENT;
    List<Step.Output> outputs = new ArrayList<>(handle);
    BulkSink bulk = null;
    boolean failed = false;
    int status = 0;
    List<Step> steps = answer.steps();
    for (int i = 0; i < steps.size() && !incoming.stopped(); i++) {
      // Each statement but the last of a message says that another one follows.
      int following = procedure || more || ends(steps, i + 1) ? Tokens.MORE : 0;
      switch (steps.get(i)) {
        case Step.Rows rows -> rows(rows, end, following);
        case Step.Count count ->
            tokens.done(
                end,
                count.rows() < 0 ? following : following | Tokens.COUNT,
                command,
                Math.max(0, count.rows()));
        case Step.Message message -> {
          tokens.message(message.number(), message.state(), message.severity(), message.text(), "");
          if (message.severity() > 10) {
            failed = true;
            tokens.done(end, following | Tokens.ERROR, command, 0);
          }
          if (message.severity() >= FATAL) {
            out.add(tokens.take());
            out.end();
            throw new BrokenOnPurpose();
          }
        }
        case Step.Wait wait -> {
          out.add(tokens.take());
          out.flush();
          incoming.await(wait.time());
        }
        case Step.Reset reset -> {
          out.add(tokens.take());
          out.flush();
          throw new BrokenOnPurpose();
        }
        case Step.Output output -> outputs.add(output);
        case Step.Return returned -> status = returned.status();
        case Step.Bulk expected -> {
          bulk = expected.sink();
          tokens.done(end, following, command, 0);
        }
        case Step.Run run -> run.action().run();
        case Step.Use use -> {
          tokens.changed(1, use.name(), session.database());
          session.database(use.name());
        }
        case Step.Route route -> tokens.routed(route.host(), route.port());
        case Step.Mirrored mirrored -> tokens.mirrored(mirrored.host());
      }
    }
    if (procedure && !incoming.stopped()) {
      tokens.returnStatus(status);
      for (int i = 0; i < outputs.size(); i++) {
        Step.Output output = outputs.get(i);
        tokens.returnValue(i, output.name(), output.type(), output.value());
      }
      tokens.done(End.PROCEDURE, (more ? Tokens.MORE : 0) | (failed ? Tokens.ERROR : 0), 0xE0, 0);
    }
    out.add(tokens.take());
    return new Outcome(bulk, failed);
  }

  private void rows(Step.Rows result, End end, int following) throws IOException {
    List<Column> columns = result.columns();
    tokens.columns(columns);
    long count = 0;
    for (@Nullable Object[] row : result.rows()) {
      if (incoming.stopped()) {
        return;
      }
      tokens.row(columns, row);
      count++;
      if (tokens.size() > out.packetSize()) {
        out.add(tokens.take());
      }
    }
    if (result.finished()) {
      tokens.done(end, following | Tokens.COUNT, SELECT, count);
    }
  }

  private static boolean ends(List<Step> steps, int from) {
    for (Step step : steps.subList(from, steps.size())) {
      boolean ends =
          switch (step) {
            case Step.Rows rows -> true;
            case Step.Count count -> true;
            case Step.Message message -> message.severity() > 10;
            case Step.Bulk bulk -> true;
            case Step.Wait wait -> false;
            case Step.Reset reset -> false;
            case Step.Output output -> false;
            case Step.Return returned -> false;
            case Step.Run run -> false;
            case Step.Use use -> false;
            case Step.Route route -> false;
            case Step.Mirrored mirrored -> false;
          };
      if (ends) {
        return true;
      }
    }
    return false;
  }

  /**
   * The code of a statement (MS-TDS 2.2.7.6), by which drivers tell a count of rows changed from
   * one of rows read.
   */
  private static int command(String statement) {
    int blank = statement.indexOf(' ');
    String verb = (blank < 0 ? statement : statement.substring(0, blank)).toUpperCase(Locale.ROOT);
    return switch (verb) {
      case "SELECT" -> SELECT;
      case "INSERT" -> 0xC3;
      case "DELETE" -> 0xC4;
      case "UPDATE" -> 0xC5;
      case "MERGE" -> 0x117;
      case "TRUNCATE" -> 0xE5;
      case "CREATE" -> 0xC6;
      case "DROP" -> 0xC7;
      case "ALTER" -> 0xD8;
      default -> 0xFD;
    };
  }
}
