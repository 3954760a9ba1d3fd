package dpone.connector.kafka.connect;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.error.KafkaErrors;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/**
 * Questions to the cluster, over one administration client that is made when it is first needed.
 * Thread-safe.
 */
public final class Cluster implements AutoCloseable {
  private static final long LOOK_MILLIS = 100;

  private final ClusterSettings settings;
  private final ConnectorContext context;
  private @Nullable Admin admin;
  private @Nullable String id;
  private volatile boolean closed;

  /** Connects to nothing yet. */
  public Cluster(ClusterSettings settings, ConnectorContext context) {
    this.settings = settings;
    this.context = context;
  }

  /** Where it is. */
  public ClusterSettings settings() {
    return settings;
  }

  /** The cluster's own name for itself. */
  public synchronized String id() {
    connected();
    return String.valueOf(id);
  }

  /**
   * Asks, and waits for the answer.
   *
   * @param doing what is being done, such as {@code looking at orders}
   */
  public <T extends @Nullable Object> T ask(
      String doing, Function<Admin, ? extends Future<T>> question) {
    return context
        .retry()
        .call(
            "kafka.ask",
            () -> await(doing, question.apply(connected()), settings.requestTimeout()));
  }

  /** The same for what must not be tried twice. */
  public <T extends @Nullable Object> T askOnce(
      String doing, Function<Admin, ? extends Future<T>> question) {
    return await(doing, question.apply(connected()), settings.requestTimeout());
  }

  private synchronized Admin connected() {
    if (closed) {
      throw KafkaCode.CLOSED.error("the connection was closed").build();
    }
    Admin known = admin;
    if (known != null) {
      return known;
    }
    Admin made = context.retry().call("kafka.connect", this::connect);
    admin = made;
    return made;
  }

  private Admin connect() {
    String doing = "connecting to " + settings.target();
    Admin made;
    try {
      made = Admin.create(settings.admin());
    } catch (RuntimeException failure) {
      throw settings.error(failure, doing);
    }
    try {
      id = await(doing, made.describeCluster().clusterId(), settings.connectTimeout());
      return made;
    } catch (DponeException failure) {
      made.close(Duration.ZERO);
      throw failure.code().equals(KafkaCode.TIMEOUT.code()) ? unreachable(failure) : failure;
    }
  }

  private DponeException unreachable(DponeException failure) {
    return KafkaCode.BROKER_UNREACHABLE
        .error(
            "no broker at "
                + settings.target()
                + " answered within "
                + settings.connectTimeout().toSeconds()
                + " s by "
                + settings.options().string(ConnectionOptions.SECURITY_PROTOCOL))
        .remedy(
            "check connection.bootstrap_servers, that the brokers run and listen there, and that"
                + " connection.security_protocol is that of the listener")
        .cause(failure.getCause())
        .build();
  }

  /** Waits in short steps, so that a cancelled run ends. */
  private <T extends @Nullable Object> T await(String doing, Future<T> answer, Duration limit) {
    long end = System.nanoTime() + limit.toNanos();
    while (true) {
      context.cancellation().check();
      if (closed) {
        throw KafkaCode.CLOSED.error("the connection was closed while " + doing).build();
      }
      try {
        return answer.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      } catch (TimeoutException notYet) {
        if (System.nanoTime() > end) {
          throw KafkaCode.TIMEOUT
              .error(doing + ": no answer within " + limit.toSeconds() + " s")
              .build();
        }
      } catch (ExecutionException failure) {
        throw settings.error(KafkaErrors.unwrap(failure), doing);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw settings.error(interrupted, doing);
      }
    }
  }

  @Override
  public void close() {
    closed = true;
    Admin open;
    synchronized (this) {
      open = admin;
      admin = null;
    }
    if (open != null) {
      open.close(Duration.ofSeconds(1));
    }
  }
}
