package dpone.service.tds;

import dpone.service.tds.wire.Login7;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a double is set up.
 *
 * @param users passwords by the name of the user
 * @param databases names of the databases; the first is where sessions begin
 * @param encryption what is encrypted
 * @param tls certificate and key; null without encryption. With them a client may also begin with
 *     TLS
 * @param login what to answer a login instead of accepting it; empty to go on
 * @param statements what is known
 */
public record Settings(
    Map<String, String> users,
    Set<String> databases,
    Encryption encryption,
    @Nullable SSLContext tls,
    Function<Login7, Optional<Answer>> login,
    Statements statements) {
  /**
   * The user {@code sa} with the password {@code secret}, the database {@code shop}, nothing
   * encrypted.
   */
  public static Settings plain(Statements statements) {
    return new Settings(
        Map.of("sa", "secret"),
        new java.util.LinkedHashSet<>(java.util.List.of("shop", "master")),
        Encryption.NONE,
        null,
        login -> Optional.empty(),
        statements);
  }

  /** The same with encryption. */
  public Settings encrypted(Encryption what, SSLContext context) {
    return new Settings(users, databases, what, context, login, statements);
  }

  /** The same with another answer to logins. */
  public Settings logins(Function<Login7, Optional<Answer>> answer) {
    return new Settings(users, databases, encryption, tls, answer, statements);
  }

  /** The same with another set of databases. */
  public Settings in(Set<String> names) {
    return new Settings(users, names, encryption, tls, login, statements);
  }
}
