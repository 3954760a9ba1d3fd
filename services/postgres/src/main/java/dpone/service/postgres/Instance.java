package dpone.service.postgres;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Consumer;

/** One server with its data, started when it is first needed. Used as {@link Service} is. */
final class Instance implements AutoCloseable {
  private final Path data;
  private final Path cache;
  private final Options options;
  private final Optional<Integer> major;
  private final Consumer<String> diagnostics;
  private Optional<Cluster> cluster = Optional.empty();
  private volatile Optional<Server> server = Optional.empty();

  /**
   * Prepares one.
   *
   * @param data the folder of its cluster, real
   * @param cache where bundled binaries are unpacked
   * @param major the version to run, empty for the service's own choice
   */
  Instance(
      Path data,
      Path cache,
      Options options,
      Optional<Integer> major,
      Consumer<String> diagnostics) {
    this.data = data;
    this.cache = cache;
    this.options = options;
    this.major = major;
    this.diagnostics = diagnostics;
  }

  ObjectNode open(Request.Open open)
      throws ServiceException, IOException, SQLException, InterruptedException {
    Server running = running();
    Cluster ours = cluster();
    var databases = new Databases(running.port(), ours.password());
    boolean created = databases.ensure(open.database(), open.init());
    return Reply.opened(
        open.database(),
        running.port(),
        ours.password(),
        created,
        ours.binaries(),
        databases.serverVersion());
  }

  ObjectNode state() {
    Optional<Server> running = server.filter(Server::running);
    return Reply.state(running.isPresent(), running.map(Server::pid).orElse(0L));
  }

  ObjectNode restart() throws ServiceException, IOException, InterruptedException {
    close();
    running();
    return state();
  }

  ObjectNode kill() throws InterruptedException {
    if (server.isPresent()) {
      server.get().crash();
    }
    return Reply.done();
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
    Binaries binaries = Binaries.choose(cache, options, major);
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
