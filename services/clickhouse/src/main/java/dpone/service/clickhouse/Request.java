package dpone.service.clickhouse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** One line of standard input. */
sealed interface Request {
  /** Starts the server where it does not run, and makes the database where it is missing. */
  record Open(String database, Optional<Path> init) implements Request {}

  /** Asks whether the server runs. */
  record Ping() implements Request {}

  /** Ends the server in good order; the next {@link Open} starts it again. */
  record Stop() implements Request {}

  /** Kills the server as a crash would. */
  record Kill() implements Request {}

  /** Starts the server again, on the port it had. */
  record Restart() implements Request {}

  /**
   * Lets another user in, with this password and no other; the server is started again for it.
   *
   * @param grant all that the user may do, such as {@code GRANT SELECT ON shop.*}; empty for what
   *     the connection's user may
   */
  record User(String name, String password, String grant) implements Request {}

  static Request parse(String line) throws ServiceException {
    JsonNode request = object(line);
    String op = text(request, "op").orElse("");
    Optional<String> version = text(request, "version");
    if (version.isPresent() && !version.get().equals("26")) {
      throw new ServiceException(
          "no ClickHouse " + version.get() + " for this machine", "leave \"version\" out");
    }
    return switch (op) {
      case "open" -> new Open(database(request), init(request));
      case "ping" -> new Ping();
      case "stop" -> new Stop();
      case "kill" -> new Kill();
      case "restart" -> new Restart();
      case "user" -> user(request);
      default ->
          throw new ServiceException(
              "unknown op \"" + op + "\"", "one of open, ping, stop, kill, restart, user");
    };
  }

  private static User user(JsonNode request) throws ServiceException {
    String name = text(request, "user").orElse("");
    if (!name.matches("[a-z_]{1,50}")) {
      throw new ServiceException(
          "\"user\" must be a name of 1 to 50 small letters and _", "name the user");
    }
    String grant = text(request, "grant").orElse("");
    if (!grant.matches("(GRANT [A-Za-z, ]+ ON [\\w.*]+)?")) {
      throw new ServiceException("\"grant\" is no grant", "write it as GRANT ... ON database.*");
    }
    return new User(name, text(request, "password").orElse(""), grant);
  }

  private static JsonNode object(String line) throws ServiceException {
    try {
      JsonNode node = new ObjectMapper().readTree(line);
      if (node.isObject()) {
        return node;
      }
    } catch (JsonProcessingException malformed) {
      throw new ServiceException(
          "not JSON: " + malformed.getOriginalMessage(), "send one JSON object a line", malformed);
    }
    throw new ServiceException("not a JSON object", "send one JSON object a line");
  }

  private static String database(JsonNode request) throws ServiceException {
    String name = text(request, "database").orElse("");
    if (!name.matches("[\\p{L}\\p{N}_ \"-]{1,100}")) {
      throw new ServiceException(
          "\"database\" must be a name of 1 to 100 letters, digits and _",
          "name the database to open");
    }
    return name;
  }

  private static Optional<Path> init(JsonNode request) throws ServiceException {
    Optional<String> text = text(request, "init");
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      Path folder = Path.of(text.get());
      if (folder.isAbsolute()) {
        return Optional.of(folder);
      }
    } catch (InvalidPathException malformed) {
      throw new ServiceException("\"init\" is not a path", "name a folder", malformed);
    }
    throw new ServiceException("\"init\" is not an absolute path", "name the folder from the root");
  }

  private static Optional<String> text(JsonNode request, String name) throws ServiceException {
    JsonNode value = request.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    if (!value.isTextual()) {
      throw new ServiceException("\"" + name + "\" must be text", "quote the value");
    }
    return Optional.of(value.textValue());
  }
}
