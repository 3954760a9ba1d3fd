package dpone.connector.mssql.error;

import com.microsoft.sqlserver.jdbc.SQLServerError;
import com.microsoft.sqlserver.jdbc.SQLServerException;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import java.io.IOException;
import java.io.UnsupportedEncodingException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Turns what the driver throws into the errors of the SPI. */
public final class MsErrors {
  private static final Pattern COLUMN =
      Pattern.compile("(?i)\\bcolumn (?:name )?'([^']+)'|\\[([^\\]]+)\\] of type");
  private static final Pattern KEY = Pattern.compile("duplicate key value is (\\(.*\\))\\.");

  private MsErrors() {}

  /**
   * The error of a failed call.
   *
   * @param doing what was being done, such as {@code connecting to db.example:1433}
   * @param stream what was being moved, if it is known
   */
  public static DponeException of(SQLException failure, String doing, @Nullable String stream) {
    MsCode code = code(failure);
    String message = String.valueOf(failure.getMessage());
    int number = number(failure);
    DponeException.Builder error =
        code.error(doing + ": " + message + (number > 0 ? " (error " + number + ")" : ""))
            .cause(failure);
    Place place = place(message, stream);
    if (place != null) {
      error.at(place);
    }
    return error.build();
  }

  /** The code of a failure: by the server's number first, then by what the driver tells. */
  public static MsCode code(SQLException failure) {
    int number = number(failure);
    if (number > 0) {
      MsCode known = MsCode.ofNumber(number);
      // The driver gives its own failures small numbers or none; a level above 19 ends the session.
      return known == MsCode.SERVER_ERROR && severity(failure) >= 20
          ? MsCode.CONNECTION_LOST
          : known;
    }
    return ofDriver(failure);
  }

  /** The server's error number; 0 where the driver itself failed. */
  public static int number(SQLException failure) {
    SQLServerError error = server(failure);
    return error == null ? 0 : error.getErrorNumber();
  }

  private static int severity(SQLException failure) {
    SQLServerError error = server(failure);
    return error == null ? 0 : error.getErrorSeverity();
  }

  private static @Nullable SQLServerError server(SQLException failure) {
    return failure instanceof SQLServerException server ? server.getSQLServerError() : null;
  }

  /** Whether it is open if the statement took effect, because the connection broke under it. */
  public static boolean lostContact(SQLException failure) {
    MsCode code = code(failure);
    return code == MsCode.CONNECTION_LOST
        || code == MsCode.CONNECTION_REFUSED
        || code == MsCode.STATEMENT_TIMEOUT
        || String.valueOf(failure.getSQLState()).startsWith("08")
        || severity(failure) >= 20;
  }

  private static MsCode ofDriver(SQLException failure) {
    MsCode tls = ofTls(failure);
    if (tls != null) {
      return tls;
    }
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (message.contains("msal") || message.contains("azure-identity")) {
      return MsCode.DRIVER_MISSING;
    }
    if (message.contains("server name indicated") || message.contains("certificate name")) {
      return MsCode.TLS_WRONG_NAME;
    }
    if (message.contains("not configured to support ssl")) {
      return MsCode.TLS;
    }
    if (failure instanceof SQLTimeoutException || message.contains("query has timed out")) {
      return MsCode.STATEMENT_TIMEOUT;
    }
    String state = String.valueOf(failure.getSQLState());
    if (message.contains("connection refused")
        || message.contains(", named instance ")
        || message.contains("unknown host")
        || message.contains("failed to resolve")
        || message.contains("connect timed out")) {
      return MsCode.CONNECTION_REFUSED;
    }
    if (caused(failure, UnsupportedEncodingException.class) || message.contains("collation")) {
      // The driver knows no charset for a column: it will not know one tomorrow.
      return MsCode.TYPE_UNMAPPED;
    }
    if (state.startsWith("08") || caused(failure, IOException.class)) {
      return MsCode.CONNECTION_LOST;
    }
    return state.startsWith("28") ? MsCode.AUTHENTICATION : MsCode.SERVER_ERROR;
  }

  private static @Nullable MsCode ofTls(SQLException failure) {
    boolean handshake = false;
    for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
      String message = String.valueOf(t.getMessage()).toLowerCase(Locale.ROOT);
      if (message.contains("host name") || message.contains("hostnameincertificate")) {
        return MsCode.TLS_WRONG_NAME;
      }
      if (t instanceof CertificateException
          || t instanceof java.security.cert.CertPathBuilderException
          || t instanceof java.security.cert.CertPathValidatorException) {
        return MsCode.TLS_UNTRUSTED;
      }
      handshake |= t instanceof SSLException;
    }
    return handshake ? MsCode.TLS : null;
  }

  private static boolean caused(Throwable failure, Class<? extends Throwable> type) {
    for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
      if (type.isInstance(t)) {
        return true;
      }
    }
    return false;
  }

  private static @Nullable Place place(String message, @Nullable String stream) {
    Matcher column = COLUMN.matcher(message);
    String field =
        column.find() ? column.group(1) == null ? column.group(2) : column.group(1) : null;
    Matcher key = KEY.matcher(message);
    String row = key.find() ? key.group(1) : null;
    return stream == null && field == null && row == null
        ? null
        : new Place(null, 0, 0, stream, field, row);
  }
}
