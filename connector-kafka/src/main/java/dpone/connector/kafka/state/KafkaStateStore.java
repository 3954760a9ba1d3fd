package dpone.connector.kafka.state;

import dpone.connector.kafka.connect.Cluster;
import dpone.connector.kafka.connect.ClusterSettings;
import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.Endpoint;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * State on a compacted topic of one partition, one record a key. A change takes over the key's
 * transactional id, which ends whatever another writer had begun; only then is the topic read to
 * its end, and only a writer that nobody took over from since can commit. So between the look and
 * the commit nobody else wrote.
 */
public final class KafkaStateStore implements StateStore {
  // A writer that dies leaves its transaction open for no longer than that.
  private static final int TRANSACTION_MILLIS = 10_000;

  private final ClusterSettings settings;
  private final ConnectorContext context;
  private final Cluster cluster;
  private final String topic;
  private final StateLog log;
  private final ReentrantLock using = new ReentrantLock();

  private KafkaStateStore(Endpoint endpoint, ConnectorContext context) {
    this.settings = new ClusterSettings(endpoint.connection());
    this.context = context;
    this.cluster = new Cluster(settings, context);
    this.topic = endpoint.settings().string(StateOptions.TOPIC);
    if (!topic.matches("[\\w.-]{1,249}")) {
      throw KafkaCode.INVALID_TOPIC.error("state.topic is " + topic).build();
    }
    this.log = new StateLog(cluster, context, topic);
  }

  /** Opens the part; connects when it is first asked something. */
  public static StateStore open(Endpoint endpoint, ConnectorContext context) {
    return new KafkaStateStore(endpoint, context);
  }

  @Override
  public String identity() {
    return "kafka:" + cluster.id() + "/" + topic;
  }

  @Override
  public Optional<StateEntry> read(StateKey key) {
    return alone(() -> Optional.ofNullable(log.current().get(key)).flatMap(Stored::entry));
  }

  @Override
  public List<StateEntry> list(String pipeline) {
    return alone(() ->
        log.current().values().stream()
            .filter(s -> pipeline.isEmpty() || s.key().pipeline().equals(pipeline))
            .flatMap(s -> s.entry().stream())
            .toList());
  }

  @Override
  public StateEntry write(StateKey key, long expectedRevision, String document, Lease lease) {
    return change(
            key,
            true,
            before -> {
              checkLease(before, lease);
              if (before.revision() != expectedRevision) {
                throw DponeException.of(
                        ErrorCategory.DATA,
                        "STATE_CONFLICT",
                        "the state of " + key + " is no longer at revision " + expectedRevision)
                    .remedy("run again; see that no other run of this pipeline uses the same store")
                    .build();
              }
              return before.document(document, expectedRevision + 1, now());
            })
        .entry()
        .orElseThrow();
  }

  @Override
  public Lease acquire(StateKey key, String owner, Duration ttl, long atLeast) {
    return change(
            key,
            false,
            before -> {
              if (before.expires() > now() && !before.owner().equals(owner)) {
                throw DponeException.of(
                        ErrorCategory.TRANSIENT,
                        "STATE_LEASED",
                        key + " is being run by " + before.owner())
                    .remedy("wait for the other run, or until its lease expires")
                    .build();
              }
              return before.lease(
                  Math.max(before.token() + 1, atLeast), owner, now() + ttl.toMillis());
            })
        .lease();
  }

  @Override
  public Lease renew(Lease lease, Duration ttl) {
    return change(
            lease.key(),
            false,
            before -> {
              checkLease(before, lease);
              return before.lease(lease.token(), lease.owner(), now() + ttl.toMillis());
            })
        .lease();
  }

  @Override
  public void release(Lease lease) {
    boolean held =
        alone(() -> {
          Stored stored = log.current().get(lease.key());
          return stored != null && stored.token() == lease.token();
        });
    if (held) {
      change(
          lease.key(),
          false,
          before ->
              before.token() == lease.token()
                  ? before.lease(before.token(), before.owner(), 0)
                  : before);
    }
  }

  @Override
  public void reset(StateKey key, Lease lease) {
    change(
        key,
        false,
        before -> {
          checkLease(before, lease);
          return before.document(null, 0, now());
        });
  }

  private static void checkLease(Stored before, Lease lease) {
    if (before.token() != lease.token()) {
      throw DponeException.of(
              ErrorCategory.DATA,
              "STATE_FENCED",
              "the lease "
                  + lease.token()
                  + " of "
                  + lease.key()
                  + " was taken over by another run")
          .remedy("let the newer run finish")
          .build();
    }
  }

  private long now() {
    return context.clock().millis();
  }

  private <T> T alone(Supplier<T> look) {
    using.lock();
    try {
      return look.get();
    } finally {
      using.unlock();
    }
  }

  private Stored change(StateKey key, boolean document, UnaryOperator<Stored> change) {
    return alone(() -> {
      log.ensure();
      return context.retry().call("kafka.state", () -> tryOnce(key, document, change));
    });
  }

  private Stored tryOnce(StateKey key, boolean document, UnaryOperator<Stored> change) {
    String doing = "writing the state of " + key + " to topic " + topic;
    try (KafkaProducer<byte[], byte[]> producer = producer(key)) {
      Stored after;
      try {
        producer.initTransactions();
        Stored before = current(key);
        after = change.apply(before);
        if (after.equals(before)) {
          return before;
        }
        after = after.written(UUID.randomUUID().toString());
        producer.beginTransaction();
        Future<RecordMetadata> sent =
            producer.send(new ProducerRecord<>(topic, 0, Stored.keyBytes(key), after.bytes()));
        producer.flush();
        sent.get();
        if (document) {
          context.reached(Boundary.MID_STATE_WRITE);
        }
      } catch (DponeException known) {
        throw known;
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        throw settings.error(interrupted, doing);
      } catch (Exception failure) {
        throw StateLog.fenced(failure) ? contended(key) : settings.error(failure, doing);
      }
      try {
        producer.commitTransaction();
        return after;
      } catch (KafkaException unsure) {
        return settle(key, after, unsure);
      }
    } catch (KafkaException failure) {
      throw settings.error(failure, doing);
    }
  }

  private Stored current(StateKey key) {
    Stored known = log.current().get(key);
    return known == null ? Stored.nothing(key) : known;
  }

  /** The commit failed or its answer was lost: the topic tells which. */
  private Stored settle(StateKey key, Stored after, KafkaException unsure) {
    String doing = "writing the state of " + key;
    try (KafkaProducer<byte[], byte[]> next = producer(key)) {
      // Decides what is open.
      next.initTransactions();
      if (current(key).write().equals(after.write())) {
        return after;
      }
    } catch (RuntimeException failure) {
      throw KafkaCode.TRANSACTION_UNKNOWN
          .error(doing + ": the answer to the commit was lost, and the topic cannot be read")
          .cause(unsure)
          .build();
    }
    throw StateLog.fenced(unsure) ? contended(key) : settings.error(unsure, doing);
  }

  private static DponeException contended(StateKey key) {
    return KafkaCode.STATE_CONTENDED
        .error("another writer of the state of " + key + " came in between")
        .build();
  }

  private KafkaProducer<byte[], byte[]> producer(StateKey key) {
    Map<String, Object> all = new HashMap<>(settings.producer());
    // The same for every writer of the key, whoever and wherever it is.
    all.put(
        ProducerConfig.TRANSACTIONAL_ID_CONFIG,
        topic
            + "-"
            + UUID.nameUUIDFromBytes(
                (key.pipeline() + "\0" + key.scope()).getBytes(StandardCharsets.UTF_8)));
    all.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
    all.put(ProducerConfig.ACKS_CONFIG, "all");
    all.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 16 << 20);
    all.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 17L << 20);
    all.put(ProducerConfig.LINGER_MS_CONFIG, 0L);
    int limit = (int) Math.min(Integer.MAX_VALUE, settings.requestTimeout().toMillis());
    all.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) limit);
    int request = Math.min(limit, 10_000);
    all.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, request);
    all.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Math.max(limit, request));
    try {
      return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    } catch (RuntimeException failure) {
      throw settings.error(failure, "making a producer");
    }
  }

  @Override
  public void close() {
    log.interrupt();
    cluster.close();
    using.lock();
    try {
      log.close();
    } finally {
      using.unlock();
    }
  }
}
