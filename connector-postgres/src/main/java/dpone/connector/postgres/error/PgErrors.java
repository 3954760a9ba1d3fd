package dpone.connector.postgres.error;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** Turns what the driver throws into the errors of the SPI. */
public final class PgErrors {
  private static final Pattern COPY_PLACE =
      Pattern.compile("COPY [^,]+, line (\\d+)(?:, column ([^:]+))?");
  private static final Pattern KEY = Pattern.compile("\\(.*?\\)=\\(.*?\\)");
  private static final Pattern DENIED =
      Pattern.compile(
          "permission denied for (schema|table|view|database|sequence|relation) (\\S+)");
  private static final int SNIPPET = 30;

  private PgErrors() {}

  /**
   * The error of a failed call.
   *
   * @param doing what was being done, such as {@code connecting to db.example:5432}
   */
  public static DponeException of(SQLException failure, String doing) {
    return of(failure, doing, null, null);
  }

  /**
   * The error of a connect that failed.
   *
   * @param certified whether a client certificate was sent
   */
  public static DponeException connecting(SQLException failure, String doing, boolean certified) {
    return of(failure, doing, ConnectFailure.code(failure, certified), null, null);
  }

  /**
   * The error of a failed call.
   *
   * @param stream what was being moved, if it is known; the server often tells column and row
   * @param sql the statement, if the server is to point into it
   */
  public static DponeException of(
      SQLException failure, String doing, @Nullable String stream, @Nullable String sql) {
    return of(failure, doing, PgCode.ofState(failure.getSQLState()), stream, sql);
  }

  private static DponeException of(
      SQLException failure,
      String doing,
      PgCode code,
      @Nullable String stream,
      @Nullable String sql) {
    ServerErrorMessage server = server(failure);
    String message =
        server == null ? String.valueOf(failure.getMessage()) : message(server) + at(server, sql);
    DponeException.Builder error = code.error(doing + ": " + message).cause(failure);
    if (code == PgCode.PERMISSION_DENIED) {
      Matcher denied = DENIED.matcher(message);
      if (denied.find()) {
        error.remedy("let its owner run " + grant(denied.group(1), denied.group(2), message));
      }
    }
    Place place = place(server, stream);
    if (place != null) {
      error.at(place);
    }
    return error.build();
  }

  /** Whether it is open if the statement took effect, because the connection broke under it. */
  public static boolean lostContact(SQLException failure) {
    String state = failure.getSQLState();
    return state == null
        || state.startsWith("08")
        || state.startsWith("57P")
        || state.equals("25P03")
        || state.equals("25P04");
  }

  static @Nullable ServerErrorMessage server(SQLException failure) {
    return failure instanceof PSQLException psql ? psql.getServerErrorMessage() : null;
  }

  private static String grant(String kind, String name, String message) {
    String right =
        switch (kind) {
          case "schema" -> "USAGE, CREATE ON SCHEMA ";
          case "database" ->
              message.contains("CONNECT") ? "CONNECT ON DATABASE " : "CREATE ON DATABASE ";
          case "sequence" -> "USAGE ON SEQUENCE ";
          default -> "SELECT (to read) or ALL (to load) ON ";
        };
    return "GRANT " + right + name.replaceAll(":$", "") + " TO this user";
  }

  private static String message(ServerErrorMessage server) {
    StringBuilder text = new StringBuilder(String.valueOf(server.getMessage()));
    if (server.getDetail() != null) {
      text.append(": ").append(server.getDetail());
    }
    if (server.getHint() != null) {
      text.append(" (").append(server.getHint()).append(')');
    }
    if (server.getWhere() != null && server.getWhere().startsWith("COPY")) {
      text.append(" [").append(server.getWhere()).append(']');
    }
    return text.toString();
  }

  /** The words around the place that the server points at. */
  private static String at(ServerErrorMessage server, @Nullable String sql) {
    int position = server.getPosition() - 1;
    if (sql == null || position < 0 || position > sql.length()) {
      return "";
    }
    int from = Math.max(0, position - SNIPPET);
    int to = Math.min(sql.length(), position + SNIPPET);
    return " at character "
        + (position + 1)
        + " of the statement: "
        + (from > 0 ? "..." : "")
        + sql.substring(from, position)
        + " >>> "
        + sql.substring(position, to)
        + (to < sql.length() ? "..." : "");
  }

  private static @Nullable Place place(
      @Nullable ServerErrorMessage server, @Nullable String stream) {
    if (server == null) {
      return stream == null ? null : Place.stream(stream);
    }
    Matcher copy = COPY_PLACE.matcher(String.valueOf(server.getWhere()));
    boolean copying = copy.find();
    String column = server.getColumn();
    if (column == null && copying) {
      column = copy.group(2);
    }
    String row = null;
    Matcher key = KEY.matcher(String.valueOf(server.getDetail()));
    if (key.find()) {
      row = key.group();
    } else if (copying) {
      row = "line " + copy.group(1);
    }
    return stream == null && column == null && row == null
        ? null
        : new Place(null, 0, 0, stream, column, row);
  }
}
