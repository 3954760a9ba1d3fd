package dpone.service.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Answers requests. Used by one thread, which has to live as long as the service; {@link #close}
 * may come from another.
 */
final class Service implements AutoCloseable {
  private final Options options;
  private final Consumer<String> diagnostics;
  private final Map<Optional<Integer>, Instance> instances = new ConcurrentHashMap<>();
  private Optional<DataLock> lock = Optional.empty();

  /**
   * @param diagnostics takes one line for a human
   */
  Service(Options options, Consumer<String> diagnostics) {
    this.options = options;
    this.diagnostics = diagnostics;
  }

  ObjectNode answer(String line) throws InterruptedException {
    try {
      return answer(Request.parse(line));
    } catch (ServiceException problem) {
      return Reply.failed(problem);
    } catch (IOException | SQLException problem) {
      return Reply.failed(
          new ServiceException(
              ServiceException.reason(problem),
              "read " + options.data().resolve("server.log"),
              problem));
    }
  }

  private ObjectNode answer(Request request)
      throws ServiceException, IOException, SQLException, InterruptedException {
    Instance instance = instance(request.major());
    return switch (request) {
      case Request.Open open -> instance.open(open);
      case Request.Ping ping -> instance.state();
      case Request.Stop stop -> {
        instance.close();
        yield Reply.done();
      }
      case Request.Kill kill -> instance.kill();
      case Request.Restart restart -> instance.restart();
    };
  }

  private Instance instance(Optional<Integer> asked)
      throws ServiceException, IOException, InterruptedException {
    // The version that is the default anyway is the same server as the one without a version.
    Optional<Integer> major =
        asked.equals(BundledBinaries.newestMajor()) && options.bundled() ? Optional.empty() : asked;
    Instance known = instances.get(major);
    if (known != null) {
      return known;
    }
    Folders.create(options.data());
    Path data = options.data().toRealPath();
    if (lock.isEmpty()) {
      lock = Optional.of(DataLock.take(data));
    }
    Path cache = data.resolveSibling("bin");
    Path folder = major.isPresent() ? data.resolve("v" + major.get()) : data;
    Folders.create(folder);
    Instance made = new Instance(folder, cache, options, major, diagnostics);
    instances.put(major, made);
    return made;
  }

  /** Ends the servers in good order. */
  @Override
  public void close() throws InterruptedException {
    for (Instance instance : instances.values()) {
      instance.close();
    }
  }
}
