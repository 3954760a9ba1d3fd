package dpone.runtime.service;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Starts development and test services on demand and ends them on close, the last one first.
 * Thread-safe. A service's data stay where they are; its process does not.
 */
public final class DevServices implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofMinutes(3);

  private final @Nullable Path certification;
  private final Duration timeout;
  private final Map<Key, ServiceProcess> running = new LinkedHashMap<>();
  private boolean closed;

  /**
   * Services below a distribution.
   *
   * @param dist the distribution; empty means that no service is installed
   */
  public DevServices(Optional<Path> dist) {
    this(dist.map(d -> d.resolve("certification")).orElse(null), TIMEOUT);
  }

  DevServices(@Nullable Path certification, Duration timeout) {
    this.certification = certification;
    this.timeout = timeout;
  }

  /**
   * Makes sure that a service runs and holds what is asked for.
   *
   * @param name the service's name, such as {@code postgres}
   * @param parameters what is asked for, such as {@code database}; values as JSON knows them
   * @param dataRoot folder under which each service keeps its data
   * @return options of a connection to it; may hold a password in clear text
   * @throws DponeException {@code SERVICE_NOT_INSTALLED}, {@code SERVICE_FAILED} and the like
   */
  public Map<String, Object> open(String name, Map<String, ?> parameters, Path dataRoot) {
    return describe(name, parameters, dataRoot).connection();
  }

  /** The same as {@link #open}, with what the service says about itself. */
  public OpenedService describe(String name, Map<String, ?> parameters, Path dataRoot) {
    JsonNode reply = request(name, "open", parameters, dataRoot);
    Map<String, Object> connection = new LinkedHashMap<>();
    reply
        .path("connection")
        .properties()
        .forEach(option -> connection.put(option.getKey(), plain(option.getValue())));
    JsonNode service = reply.path("service");
    return new OpenedService(
        connection,
        reply.path("created").asBoolean(false),
        service.path("kind").asText(""),
        service.path("name").asText(""),
        service.path("version").asText(""));
  }

  /**
   * Asks a service for something else than to be opened, such as {@code stop}, {@code kill} or
   * {@code restart}; for tests of failure.
   *
   * @return the reply as JSON text
   */
  public String control(String name, String operation, Path dataRoot) {
    return control(name, operation, Map.of(), dataRoot);
  }

  /** The same, where the service has to be told which of its systems is meant. */
  public String control(String name, String operation, Map<String, ?> parameters, Path dataRoot) {
    return request(name, operation, parameters, dataRoot).toString();
  }

  private JsonNode request(
      String name, String operation, Map<String, ?> parameters, Path dataRoot) {
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("op", operation);
    request.putAll(parameters);
    return process(name, dataRoot.toAbsolutePath().normalize()).ask(request);
  }

  private synchronized ServiceProcess process(String name, Path dataRoot) {
    if (closed) {
      throw new IllegalStateException("services are closed");
    }
    Key key = new Key(name, dataRoot);
    ServiceProcess known = running.get(key);
    if (known != null && known.isUsable()) {
      return known;
    }
    // One that has died is started again, and is then the last one started.
    running.remove(key);
    ServiceProcess started = ServiceProcess.start(folder(name), dataRoot.resolve(name), timeout);
    running.put(key, started);
    return started;
  }

  private ServiceFolder folder(String name) {
    if (certification == null) {
      throw DponeException.of(
              ErrorCategory.NOT_FOUND,
              "SERVICE_NOT_INSTALLED",
              "service " + name + " is not installed: dpone was not started from a distribution")
          .remedy("run `./build services`")
          .build();
    }
    return ServiceFolder.of(name, certification);
  }

  private static Object plain(JsonNode value) {
    if (value.isIntegralNumber()) {
      return value.longValue();
    }
    return value.isBoolean() ? (Object) value.booleanValue() : value.asText();
  }

  /** Ends every service that was started here; one that does not end in time is killed. */
  @Override
  public void close() {
    List<ServiceProcess> started;
    synchronized (this) {
      closed = true;
      started = List.copyOf(running.values());
      running.clear();
    }
    started.reversed().forEach(ServiceProcess::close);
  }

  private record Key(String name, Path dataRoot) {}
}
