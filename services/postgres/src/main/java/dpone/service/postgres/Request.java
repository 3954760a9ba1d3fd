package dpone.service.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** One line of standard input. */
sealed interface Request {
  /** The major version of the server that is meant; empty for the service's own choice. */
  Optional<Integer> major();

  /** Starts the server where it does not run, and makes the database where it is missing. */
  record Open(Optional<Integer> major, String database, Optional<Path> init) implements Request {}

  /** Asks whether the server runs. */
  record Ping(Optional<Integer> major) implements Request {}

  /** Ends the server in good order; the next {@link Open} starts it again. */
  record Stop(Optional<Integer> major) implements Request {}

  /** Kills the server as a crash would. */
  record Kill(Optional<Integer> major) implements Request {}

  /** Starts the server again, on the port it had. */
  record Restart(Optional<Integer> major) implements Request {}

  /** What PostgreSQL keeps of an identifier, in bytes. */
  int LONGEST_NAME = 63;

  static Request parse(String line) throws ServiceException {
    JsonNode request = object(line);
    String op = text(request, "op").orElse("");
    Optional<Integer> major = major(request);
    return switch (op) {
      case "open" -> new Open(major, database(request), init(request));
      case "ping" -> new Ping(major);
      case "stop" -> new Stop(major);
      case "kill" -> new Kill(major);
      case "restart" -> new Restart(major);
      default ->
          throw new ServiceException(
              "unknown op \"" + op + "\"", "one of open, ping, stop, kill, restart");
    };
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

  private static Optional<Integer> major(JsonNode request) throws ServiceException {
    Optional<String> version = text(request, "version");
    if (version.isEmpty()) {
      return Optional.empty();
    }
    if (!version.get().matches("[1-9]\\d{0,2}")) {
      throw new ServiceException(
          "\"version\" must be a major version, and is \"" + version.get() + "\"",
          "write it as \"15\"");
    }
    return Optional.of(Integer.valueOf(version.get()));
  }

  private static String database(JsonNode request) throws ServiceException {
    String name = text(request, "database").orElse("");
    int length = name.getBytes(StandardCharsets.UTF_8).length;
    if (length == 0 || length > LONGEST_NAME || name.indexOf('\0') >= 0) {
      throw new ServiceException(
          "\"database\" must be a name of 1 to 63 bytes", "name the database to open");
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
