package dpone.connector.kafka.sink;

import dpone.connector.kafka.cluster.Clients;
import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.ledger.LoadLedger;
import dpone.connector.kafka.ledger.ScopeRecord;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.sink.StageUnusable;
import dpone.spi.transfer.LoadId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The one producer that may publish loads of a scope: brokers refuse every other of its
 * transactional id that was opened before. Used by the coordinating thread; writers only send by
 * the producer of their {@link Stage}.
 */
final class ScopeProducer implements AutoCloseable {
  private static final Duration CLOSE = Duration.ofSeconds(2);

  private final Clients clients;
  private final ConnectorContext context;
  private final SinkSettings settings;
  private final LoadLedger ledger;
  private final String pipeline;
  private final String scope;
  private final AutoCloseable onCancel;
  private volatile @Nullable Producer<byte[], byte[]> fencing;
  private volatile @Nullable Producer<byte[], byte[]> plain;
  private volatile @Nullable Stage stage;
  private volatile boolean closed;
  private volatile boolean unheard;
  private boolean broken;
  private boolean inDoubt;
  private long generation;
  private ScopeRecord record = ScopeRecord.NONE;

  ScopeProducer(
      Clients clients,
      ConnectorContext context,
      SinkSettings settings,
      LoadLedger ledger,
      String pipeline,
      String scope) {
    this.clients = clients;
    this.context = context;
    this.settings = settings;
    this.ledger = ledger;
    this.pipeline = pipeline;
    this.scope = scope;
    this.onCancel = context.cancellation().onCancel(this::closeClients);
  }

  /** What is on record, read anew. */
  ScopeRecord read() {
    return context.retry().call("kafka.loads.read", () -> ledger.read(pipeline, scope));
  }

  /** The newest generation that can be seen; fencing refuses one that is too old. */
  long generation() {
    return context
        .retry()
        .call("kafka.loads.read", () -> ledger.readBeforeFencing(pipeline, scope))
        .generation();
  }

  /** Shuts every older producer of the scope out; when it returns, their transactions are over. */
  void fence(long asked) {
    context
        .retry()
        .call(
            "kafka.fence",
            () -> {
              open(asked);
              return true;
            });
  }

  private void open(long asked) {
    discard();
    generation = asked;
    ledger.ensure();
    // Before, so that a run that was overtaken does not shut out the newer one.
    refuseOlder(ledger.readBeforeFencing(pipeline, scope), asked);
    Producer<byte[], byte[]> producer = clients.producer(settings.fencingProducer(pipeline, scope));
    fencing = producer;
    try {
      producer.initTransactions();
      ScopeRecord seen = ledger.read(pipeline, scope);
      refuseOlder(seen, asked);
      record = seen;
      if (seen.generation() < asked) {
        put(producer, seen.fencedBy(asked));
      }
    } catch (RuntimeException e) {
      discard();
      throw opening(e);
    }
    broken = false;
    inDoubt = false;
    unheard = false;
  }

  /** The client has no class of its own for a timeout that the brokers do not allow. */
  private DponeException opening(RuntimeException failure) {
    if (String.valueOf(failure.getMessage()).contains("transaction timeout is larger")) {
      return KafkaCode.INVALID_OPTION
          .error(
              "sink.transaction_timeout of "
                  + settings.transactionTimeout().toSeconds()
                  + " s is more than the brokers' transaction.max.timeout.ms allows")
          .remedy("lower sink.transaction_timeout, or raise transaction.max.timeout.ms")
          .cause(failure)
          .build();
    }
    return clients.error(failure, "fencing " + pipeline + "/" + scope);
  }

  private void refuseOlder(ScopeRecord seen, long asked) {
    if (seen.generation() > asked) {
      throw KafkaCode.PRODUCER_FENCED
          .error(
              "generation "
                  + asked
                  + " of "
                  + pipeline
                  + "/"
                  + scope
                  + " is older than "
                  + seen.generation()
                  + ", which is on record")
          .build();
    }
  }

  /** Replaces the record in a transaction of its own. */
  private void put(Producer<byte[], byte[]> producer, ScopeRecord next) {
    producer.beginTransaction();
    send(producer, next);
    producer.commitTransaction();
    record = next;
  }

  private void send(Producer<byte[], byte[]> producer, ScopeRecord next) {
    Future<RecordMetadata> sent = producer.send(ledger.record(pipeline, scope, next));
    producer.flush();
    try {
      sent.get(clients.requestTimeoutMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw clients.error(e, "recording in the topic of loads");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw clients.error(e, "recording in the topic of loads");
    }
  }

  /** Opens a stage in place of the one that may be open. */
  Stage begin(
      LoadId loadId, long asked, List<TopicPlan> plans, Map<String, Map<Integer, Long>> deletions) {
    abort();
    if (fencing == null || broken) {
      fence(asked);
    }
    Producer<byte[], byte[]> producer = producer();
    try {
      if (settings.delivery().transactional()) {
        producer.beginTransaction();
      } else {
        producer = plain();
      }
    } catch (RuntimeException e) {
      broken = true;
      throw failure(e, "beginning a load", null);
    }
    Stage opened =
        new Stage(UUID.randomUUID().toString(), loadId, asked, producer, plans, deletions);
    stage = opened;
    return opened;
  }

  private Producer<byte[], byte[]> producer() {
    Producer<byte[], byte[]> producer = fencing;
    if (producer == null) {
      throw KafkaCode.CLOSED.error("the sink was closed").build();
    }
    return producer;
  }

  private Producer<byte[], byte[]> plain() {
    Producer<byte[], byte[]> producer = plain;
    if (producer == null) {
      producer = clients.producer(settings.dataProducer());
      plain = producer;
    }
    return producer;
  }

  /** The open stage of that token, if it is still the one. */
  Stage stage(String token) {
    Stage open = stage;
    if (open == null || !open.token().equals(token)) {
      throw lost("the load's transaction is no longer open");
    }
    if (open.spoilt() && settings.delivery().transactional()) {
      throw StageUnusable.because(
          "records of a part that failed are in the open transaction and cannot be taken out");
    }
    return open;
  }

  /** The open stage of that load, or null. */
  @Nullable Stage open(LoadId loadId, long generation) {
    Stage open = stage;
    return open != null && open.loadId().equals(loadId) && open.generation() == generation
        ? open
        : null;
  }

  static DponeException lost(String why) {
    return KafkaCode.STAGE_LOST.error(why).build();
  }

  /**
   * Commits the open stage together with its record.
   *
   * @throws DponeException COMMIT_UNKNOWN when the brokers' answer did not come
   */
  void commit(Stage open, ScopeRecord.Load load) {
    Producer<byte[], byte[]> producer = producer();
    ScopeRecord next = record.with(load);
    stage = null;
    try {
      if (!settings.delivery().transactional()) {
        producer.beginTransaction();
      }
      send(producer, next);
    } catch (RuntimeException e) {
      abandon(producer);
      throw failure(e, "committing load " + load.id(), open);
    }
    // A load that deletes what was there before has its own moment between two steps.
    if (load.deletions().isEmpty()) {
      context.reached(Boundary.DURING_SWAP);
    }
    try {
      producer.commitTransaction();
    } catch (RuntimeException e) {
      broken = true;
      inDoubt = true;
      throw KafkaCode.TRANSACTION_UNKNOWN
          .error(
              "the answer to the commit of load " + load.id() + " did not come: " + e.getMessage())
          .cause(e)
          .build();
    }
    record = next;
  }

  /** Records that a load is published to its end. */
  void complete(ScopeRecord.Load load) {
    try {
      put(producer(), record.with(load.complete()));
    } catch (RuntimeException e) {
      broken = true;
      throw failure(e, "completing load " + load.id(), null);
    }
  }

  /** Makes sure that a commit without an answer has happened or never will. */
  ScopeRecord settle() {
    ScopeRecord seen = read();
    if (inDoubt && seen.generation() <= generation) {
      fence(generation);
      seen = record;
    }
    if (!broken) {
      record = seen;
    }
    return seen;
  }

  /** Ends the open stage, if there is one, so that nothing of it is ever seen. */
  void abort() {
    Stage open = stage;
    stage = null;
    Producer<byte[], byte[]> producer = fencing;
    if (open != null && producer != null && settings.delivery().transactional()) {
      abandon(producer);
    }
  }

  private void abandon(Producer<byte[], byte[]> producer) {
    if (unheard) {
      // Who did not answer for as long as a delivery may take is not asked to abort, either, which
      // takes as long again. The next initTransactions of the scope aborts.
      broken = true;
      producer.close(Duration.ZERO);
      return;
    }
    try {
      producer.abortTransaction();
    } catch (RuntimeException e) {
      // The next initTransactions of the scope aborts it; until then the brokers' timeout does.
      broken = true;
    }
  }

  /**
   * What a failure of the producer means, which tells neither a newer run from a timeout nor either
   * from a broker that forgot it.
   */
  DponeException failure(Throwable failure, String doing, @Nullable Stage open) {
    if (closed) {
      return KafkaCode.CLOSED.error("the sink was closed while " + doing).cause(failure).build();
    }
    // What was put into words already is looked at by what it was.
    Throwable cause =
        failure instanceof DponeException known && known.getCause() != null
            ? known.getCause()
            : failure;
    if (!Clients.fenced(cause)) {
      DponeException error = clients.error(failure, doing);
      // What the producer waits for is bounded by the delivery's limit, not by that of a request.
      if (!error.code().equals(KafkaCode.TIMEOUT.code())) {
        return error;
      }
      unheard = true;
      return KafkaCode.DELIVERY_FAILED.error(error.what()).cause(failure).build();
    }
    try {
      refuseOlder(ledger.read(pipeline, scope), generation);
    } catch (DponeException e) {
      return e;
    }
    if (open != null && open.ageSeconds() >= settings.transactionTimeout().toSeconds()) {
      return KafkaCode.TRANSACTION_TIMED_OUT
          .error(
              doing
                  + ": the load took "
                  + open.ageSeconds()
                  + " s, its transaction may take "
                  + settings.transactionTimeout().toSeconds())
          .remedy(
              "raise sink.transaction_timeout (and transaction.max.timeout.ms at the brokers), load"
                  + " less at a time, or set sink.delivery to idempotent")
          .cause(failure)
          .build();
    }
    return StageUnusable.because("the brokers ended the load's transaction");
  }

  private void discard() {
    Producer<byte[], byte[]> producer = fencing;
    fencing = null;
    stage = null;
    if (producer != null) {
      producer.close(Duration.ZERO);
    }
  }

  /** Unblocks whoever sends. */
  private void closeClients() {
    closed = true;
    Producer<byte[], byte[]> one = fencing;
    if (one != null) {
      one.close(stage == null ? CLOSE : Duration.ZERO);
    }
    Producer<byte[], byte[]> other = plain;
    if (other != null) {
      other.close(Duration.ZERO);
    }
  }

  @Override
  public void close() {
    closeClients();
    try {
      onCancel.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
