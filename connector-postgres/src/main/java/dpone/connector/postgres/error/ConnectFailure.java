package dpone.connector.postgres.error;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.sql.SQLException;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.ServerErrorMessage;

/**
 * Tells why a connect failed. The driver has one SQLSTATE for a network that is down and for a
 * certificate that is wrong, and only one of the two may be tried again.
 */
final class ConnectFailure {
  private ConnectFailure() {}

  static PgCode code(SQLException failure, boolean certified) {
    ServerErrorMessage server = PgErrors.server(failure);
    if (server != null) {
      return ofServer(failure, words(server.getMessage()));
    }
    // With TLS 1.3 a refused client certificate often shows as a connection that breaks at once:
    // the client believes that it is done, and its next write meets a closed socket.
    return certified && words(failure.getMessage()).startsWith("ssl error")
        ? Objects.requireNonNullElse(ofTls(failure), PgCode.TLS_CLIENT_CERTIFICATE)
        : ofDriver(failure);
  }

  private static PgCode ofServer(SQLException failure, String message) {
    String state = String.valueOf(failure.getSQLState());
    if (state.startsWith("28")) {
      if (message.contains("pg_hba.conf")) {
        return PgCode.ACCESS_REFUSED;
      }
      if (message.contains("certificate")) {
        return PgCode.TLS_CLIENT_CERTIFICATE;
      }
    }
    return PgCode.ofState(state);
  }

  private static PgCode ofDriver(SQLException failure) {
    String message = words(failure.getMessage());
    if (message.contains("targetservertype")) {
      return PgCode.NO_SUITABLE_SERVER;
    }
    if (message.contains("hostnameverifier")) {
      return PgCode.TLS_WRONG_NAME;
    }
    if (message.contains("channel binding")) {
      return PgCode.CHANNEL_BINDING;
    }
    PgCode tls = ofTls(failure);
    if (tls != null) {
      return tls;
    }
    String state = String.valueOf(failure.getSQLState());
    if (message.contains("key file") || message.contains("certificate")) {
      return PgCode.TLS_CLIENT_CERTIFICATE;
    }
    if (state.equals("08004")) {
      return message.contains("ssl") ? PgCode.TLS_NOT_OFFERED : PgCode.AUTHENTICATION;
    }
    if (state.startsWith("22")) {
      return PgCode.INVALID_OPTION;
    }
    return PgCode.ofState(state);
  }

  /** By the causes: a handshake fails for one of the two certificates, or for something else. */
  private static @Nullable PgCode ofTls(SQLException failure) {
    boolean handshake = false;
    boolean network = false;
    for (Throwable t = failure.getCause(); t != null; t = t.getCause()) {
      if (t instanceof java.security.cert.CertificateException) {
        return PgCode.TLS_UNTRUSTED;
      }
      if (t instanceof java.security.UnrecoverableKeyException
          || t instanceof java.security.spec.InvalidKeySpecException) {
        return PgCode.TLS_CLIENT_CERTIFICATE;
      }
      handshake |= t instanceof javax.net.ssl.SSLException || t instanceof GeneralSecurityException;
      network |= t instanceof IOException;
    }
    if (!handshake) {
      return null;
    }
    // What the server says of this client's certificate arrives as an alert.
    return network && words(failure.getMessage()).contains("alert")
        ? PgCode.TLS_CLIENT_CERTIFICATE
        : PgCode.TLS;
  }

  private static String words(@Nullable String message) {
    return String.valueOf(message).toLowerCase(Locale.ROOT);
  }
}
