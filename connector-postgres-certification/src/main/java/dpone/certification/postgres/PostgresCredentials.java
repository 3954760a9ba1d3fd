package dpone.certification.postgres;

import dpone.certify.kit.Credentials;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.postgresql.core.Utils;

/** A role of the trial's own, whose password changes. */
record PostgresCredentials(Connection connection, Map<String, Object> standard)
    implements Credentials {
  static final String ROLE = "certify_login";
  private static final String PASSWORD = "password";

  @Override
  public Map<String, Object> login(Map<String, String> secrets) throws SQLException {
    Statements.run(
        connection,
        "DO $$ BEGIN IF to_regrole('%1$s') IS NULL THEN CREATE ROLE %1$s SUPERUSER; END IF; END $$"
            .formatted(ROLE));
    String literal = Utils.escapeLiteral(null, secrets.get(PASSWORD), true).toString();
    Statements.run(connection, "ALTER ROLE " + ROLE + " LOGIN PASSWORD '" + literal + "'");
    Map<String, Object> login = new LinkedHashMap<>(standard);
    login.put("user", ROLE);
    login.put(PASSWORD, secrets.getOrDefault(PASSWORD, ""));
    return login;
  }
}
