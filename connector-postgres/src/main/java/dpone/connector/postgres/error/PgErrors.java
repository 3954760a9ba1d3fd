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
  private static final Pattern COPY_COLUMN = Pattern.compile("COPY \\S+, line \\d+, column (\\S+)");

  private static final Pattern DENIED =
      Pattern.compile("permission denied for (schema|table|view|database|sequence) (.+)");

  private PgErrors() {}

  /**
   * The error of a failed call.
   *
   * @param doing what was being done, such as {@code connecting to db.example:5432}
   */
  public static DponeException of(SQLException failure, String doing) {
    return of(failure, doing, null);
  }

  /** The error of a failed call on a stream; names the column when the server does. */
  public static DponeException of(SQLException failure, String doing, @Nullable String stream) {
    PgCode code = code(failure);
    String message = message(failure);
    DponeException.Builder error = code.error(doing + ": " + message).cause(failure);
    Matcher denied = DENIED.matcher(message);
    if (code == PgCode.PERMISSION_DENIED && denied.find()) {
      error.remedy("let its owner run " + grant(denied.group(1), denied.group(2)));
    }
    if (stream != null) {
      String column = column(failure);
      error.at(column == null ? Place.stream(stream) : Place.field(stream, column));
    }
    return error.build();
  }

  /** Whether it is open if the statement took effect, because the connection broke under it. */
  public static boolean lostContact(SQLException failure) {
    String state = failure.getSQLState();
    return state == null || state.startsWith("08") || state.startsWith("57P");
  }

  private static String grant(String kind, String name) {
    String right =
        switch (kind) {
          case "schema" -> "USAGE, CREATE ON SCHEMA ";
          case "database" -> "CREATE ON DATABASE ";
          case "sequence" -> "USAGE ON SEQUENCE ";
          default -> "SELECT (to read) or ALL (to load) ON ";
        };
    return "GRANT " + right + name + " TO this user";
  }

  private static PgCode code(SQLException failure) {
    for (@Nullable Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof javax.net.ssl.SSLException) {
        return PgCode.TLS;
      }
    }
    String state = failure.getSQLState();
    if (state != null
        && (state.equals("08004") || state.equals("08006"))
        && String.valueOf(failure.getMessage()).contains("SSL")) {
      return PgCode.TLS;
    }
    return PgCode.ofState(state);
  }

  private static String message(SQLException failure) {
    if (failure instanceof PSQLException psql && psql.getServerErrorMessage() != null) {
      ServerErrorMessage server = psql.getServerErrorMessage();
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
    return String.valueOf(failure.getMessage());
  }

  private static @Nullable String column(SQLException failure) {
    if (!(failure instanceof PSQLException psql) || psql.getServerErrorMessage() == null) {
      return null;
    }
    ServerErrorMessage server = psql.getServerErrorMessage();
    if (server.getColumn() != null) {
      return server.getColumn();
    }
    Matcher copy = COPY_COLUMN.matcher(String.valueOf(server.getWhere()));
    return copy.find() ? copy.group(1).replaceAll(":$", "") : null;
  }
}
