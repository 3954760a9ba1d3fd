package dpone.service.clickhouse;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/** Answers requests. Used by one thread; {@link #close} may come from another. */
final class Service implements AutoCloseable {
  private final Path data;
  private final Consumer<String> diagnostics;
  private Optional<DataLock> lock = Optional.empty();
  private Optional<Configuration> configuration = Optional.empty();
  private volatile Optional<Server> server = Optional.empty();

  /**
   * @param diagnostics takes one line for a human
   */
  Service(Path data, Consumer<String> diagnostics) {
    this.data = data;
    this.diagnostics = diagnostics;
  }

  ObjectNode answer(String line) throws InterruptedException {
    try {
      return answer(Request.parse(line));
    } catch (ServiceException problem) {
      return Reply.failed(problem);
    } catch (IOException problem) {
      return Reply.failed(
          new ServiceException(
              ServiceException.reason(problem), "read " + data.resolve("server.log"), problem));
    }
  }

  private ObjectNode answer(Request request)
      throws ServiceException, IOException, InterruptedException {
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
      case Request.Restart restart -> again();
      case Request.User user -> {
        configuration().let(user);
        yield again();
      }
    };
  }

  private ObjectNode again() throws ServiceException, IOException, InterruptedException {
    close();
    running();
    return state();
  }

  private ObjectNode open(Request.Open open)
      throws ServiceException, IOException, InterruptedException {
    Server running = running();
    String password = configuration().password();
    var queries = new Queries(running.httpPort(), password);
    boolean created = new Databases(queries).ensure(open.database(), open.init());
    return Reply.opened(
        open.database(), running, password, created, queries.run("SELECT version()").strip());
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
    Server started = Server.start(configuration());
    server = Optional.of(started);
    return started;
  }

  private Configuration configuration() throws ServiceException, IOException, InterruptedException {
    if (configuration.isEmpty()) {
      Engine engine = Engine.find();
      Files.createDirectories(data);
      Path real = data.toRealPath();
      if (lock.isEmpty()) {
        lock = Optional.of(DataLock.take(real));
      }
      diagnostics.accept("ClickHouse engine " + engine.library() + " run by " + engine.java());
      configuration = Optional.of(Configuration.write(real, engine));
    }
    return configuration.get();
  }

  /** Ends the server in good order. */
  @Override
  public void close() throws InterruptedException {
    if (server.isPresent()) {
      server.get().end();
    }
  }
}
