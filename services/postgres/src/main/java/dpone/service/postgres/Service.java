package dpone.service.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Answers requests. Used by one thread, which has to live as long as the service; {@link #close}
 * may come from another.
 */
final class Service implements AutoCloseable {
  private final Options options;
  private final Consumer<String> diagnostics;
  private Optional<Cluster> cluster = Optional.empty();
  private Optional<DataLock> lock = Optional.empty();
  private volatile Optional<Server> server = Optional.empty();

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
    return switch (request) {
      case Request.Open open -> open(open);
      case Request.Ping ping -> state();
      case Request.Stop stop -> {
        close();
        yield Reply.done();
      }
      case Request.Kill kill -> {
        if (server.isPresent()) {
          server.get().crash();
        }
        yield Reply.done();
      }
      case Request.Restart restart -> {
        close();
        running();
        yield state();
      }
    };
  }

  private ObjectNode open(Request.Open open)
      throws ServiceException, IOException, SQLException, InterruptedException {
    Server running = running();
    Cluster data = cluster();
    var databases = new Databases(running.port(), data.password());
    boolean created = databases.ensure(open.database(), open.init());
    return Reply.opened(
        open.database(),
        running.port(),
        data.password(),
        created,
        data.binaries(),
        databases.serverVersion());
  }

  private ObjectNode state() {
    Optional<Server> running = server.filter(Server::running);
    return Reply.state(running.isPresent(), running.map(Server::pid).orElse(0L));
  }

  private Server running() throws ServiceException, IOException, InterruptedException {
    Optional<Server> running = server.filter(Server::running);
    if (running.isPresent()) {
      return running.get();
    }
    Server started = Server.start(cluster());
    server = Optional.of(started);
    return started;
  }

  private Cluster cluster() throws ServiceException, IOException, InterruptedException {
    if (cluster.isPresent()) {
      return cluster.get();
    }
    Folders.create(options.data());
    Path data = options.data().toRealPath();
    if (lock.isEmpty()) {
      lock = Optional.of(DataLock.take(data));
    }
    Binaries binaries = Binaries.choose(data.resolveSibling("bin"), options);
    RunAs runAs = RunAs.choose(binaries, data);
    diagnostics.accept(
        "PostgreSQL "
            + binaries.version()
            + " ("
            + binaries.origin().word()
            + ", "
            + binaries.folder()
            + ") run "
            + runAs.description());
    Cluster chosen = new Cluster(data, binaries, runAs);
    cluster = Optional.of(chosen);
    return chosen;
  }

  /** Ends the server in good order. */
  @Override
  public void close() throws InterruptedException {
    if (server.isPresent()) {
      server.get().end();
    }
  }
}
