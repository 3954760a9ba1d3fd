package dpone.connector.kafka.sink;

import static dpone.connector.kafka.payload.Payloads.JSON;

import dpone.connector.kafka.cluster.Topics;
import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.ledger.ScopeRecord;
import dpone.connector.kafka.sink.TopicPlan.Clearing;
import dpone.spi.context.Boundary;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.StageUnusable;
import dpone.spi.sink.StateCommit;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Fences, stages and publishes one scope. The stage is an open transaction, which ends with its
 * process; what was committed is told by the topic of loads alone.
 */
final class KafkaCommitter implements Committer {
  private static final String PREPARED = "prepared";

  private final KafkaSink sink;
  private final LoadRequest request;
  private final ScopeProducer scope;

  KafkaCommitter(KafkaSink sink, LoadRequest request, ScopeProducer scope) {
    this.sink = sink;
    this.request = request;
    this.scope = scope;
  }

  @Override
  public long generation() {
    return scope.generation();
  }

  @Override
  public void fence(long generation) {
    scope.fence(generation);
  }

  @Override
  public CommitOutcome probe(LoadId loadId, @Nullable CommitMessage message) {
    ScopeRecord seen = scope.settle();
    if (!seen.committed(loadId)) {
      return CommitOutcome.NOT_COMMITTED;
    }
    boolean partly = seen.find(loadId).map(load -> !load.deletions().isEmpty()).orElse(false);
    return partly ? CommitOutcome.IN_PROGRESS : CommitOutcome.COMMITTED;
  }

  @Override
  public StageHandle stage(LoadPlan plan, LoadId loadId, long generation) {
    return sink.withTopics(topics -> {
      List<TopicPlan> planned = sink.planned(topics, request);
      if (!sink.plan(planned).equals(plan)) {
        throw KafkaCode.PLAN_CHANGED.error("a topic changed after the load was planned").build();
      }
      scope.abort();
      create(topics, planned);
      Map<TopicPlan, Map<TopicPartition, Long>> ends = new LinkedHashMap<>();
      Map<String, Map<Integer, Long>> deletions = new LinkedHashMap<>();
      for (TopicPlan one : planned) {
        if (one.clearing() != Clearing.NONE) {
          Map<TopicPartition, Long> old = filled(topics, one.topic());
          ends.put(one, old);
          if (one.clearing() == Clearing.DELETE_RECORDS && !old.isEmpty()) {
            Map<Integer, Long> offsets = new HashMap<>();
            old.forEach((partition, end) -> offsets.put(partition.partition(), end));
            deletions.put(one.topic(), offsets);
          }
        }
      }
      Stage stage = scope.begin(loadId, generation, planned, deletions);
      ends.forEach((one, old) -> {
        if (one.clearing() == Clearing.TOMBSTONES && !old.isEmpty()) {
          sink.tombstones().send(old, stage.producer(), one.topic());
        }
      });
      return new StageHandle(
          loadId,
          generation,
          StageToken.encode(request.pipeline(), request.scope(), stage.token()));
    });
  }

  private void create(Topics topics, List<TopicPlan> planned) {
    boolean created = false;
    for (TopicPlan one : planned) {
      TopicPlan.Missing missing = one.missing();
      if (missing != null) {
        topics.create(missing.topic(one.topic()));
        created = true;
      }
    }
    if (created) {
      sink.context().reached(Boundary.DURING_SCHEMA_CHANGE);
    }
  }

  /** The ends of those partitions that hold something. */
  private static Map<TopicPartition, Long> filled(Topics topics, String topic) {
    Map<TopicPartition, Long> beginnings = topics.beginnings(topic);
    Map<TopicPartition, Long> ends = new HashMap<>(topics.ends(topic));
    ends.entrySet().removeIf(end -> beginnings.getOrDefault(end.getKey(), 0L) >= end.getValue());
    return ends;
  }

  @Override
  public CommitMessage prepare(StageHandle handle, List<WriteReceipt> receipts) {
    Stage stage = scope.open(handle.loadId(), handle.generation());
    if (stage == null) {
      throw ScopeProducer.lost("the load's transaction is no longer open");
    }
    if (stage.spoilt() && sink.settings().delivery().transactional()) {
      throw StageUnusable.because("records of a part that failed are in the open transaction");
    }
    try {
      stage.producer().flush();
    } catch (RuntimeException e) {
      throw scope.failure(e, "preparing load " + handle.loadId(), stage);
    }
    Map<String, Long> rows = new LinkedHashMap<>();
    for (WriteReceipt receipt : receipts) {
      rows.merge(receipt.stream(), receipt.rows(), Long::sum);
    }
    for (Map.Entry<String, Long> acknowledged : stage.acknowledged().entrySet()) {
      long received = rows.getOrDefault(acknowledged.getKey(), 0L);
      if (acknowledged.getValue() != received) {
        throw KafkaCode.ROWS_LOST
            .error(
                acknowledged.getKey()
                    + ": the brokers acknowledged "
                    + acknowledged.getValue()
                    + " rows, the receipts say "
                    + received)
            .build();
      }
    }
    var tree = JSON.object();
    var counts = tree.putObject("rows");
    rows.forEach(counts::put);
    return new CommitMessage(
        handle.loadId(),
        handle.generation(),
        rows.values().stream().mapToLong(Long::longValue).sum(),
        JSON.payload(PREPARED, 1, tree));
  }

  @Override
  public CommitReceipt commit(CommitMessage message, Optional<StateCommit> state) {
    if (state.isPresent()) {
      throw new IllegalStateException("a topic cannot commit a state");
    }
    Stage stage = scope.open(message.loadId(), message.generation());
    ScopeRecord.Load load;
    if (stage == null) {
      load = recorded(message);
    } else {
      load =
          new ScopeRecord.Load(
              message.loadId().value(),
              message.generation(),
              stage.acknowledged(),
              stage.deletions());
      scope.commit(stage, load);
    }
    if (!load.deletions().isEmpty()) {
      sink.context().reached(Boundary.DURING_SWAP);
      sink.withTopics(topics -> {
        load.deletions().forEach(topics::deleteBefore);
        return true;
      });
      scope.complete(load);
    }
    return receipt(message.loadId(), load.rows());
  }

  /** What is on record, for a load whose transaction this process does not have open. */
  private ScopeRecord.Load recorded(CommitMessage message) {
    ScopeRecord seen = scope.settle();
    if (!seen.committed(message.loadId())) {
      throw ScopeProducer.lost(
          "the transaction of load "
              + message.loadId()
              + " was aborted or ended with its process, and only its process could commit it");
    }
    return seen.find(message.loadId())
        .orElseGet(() ->
            new ScopeRecord.Load(
                message.loadId().value(), message.generation(), rows(message), Map.of()));
  }

  private static Map<String, Long> rows(CommitMessage message) {
    Map<String, Long> rows = new LinkedHashMap<>();
    JSON.required(JSON.read(message.payload(), PREPARED, 1), "rows")
        .properties()
        .forEach(entry -> rows.put(entry.getKey(), entry.getValue().asLong()));
    return rows;
  }

  /** A topic does not tell which of its records replace others. */
  private CommitReceipt receipt(LoadId loadId, Map<String, Long> rows) {
    Map<String, Long> inserted = new LinkedHashMap<>();
    Map<String, Long> unknown = new LinkedHashMap<>();
    request
        .streams()
        .forEach(stream -> {
          boolean keyed = Modes.keyed(stream.strategy().mode());
          inserted.put(stream.stream(), keyed ? -1L : rows.getOrDefault(stream.stream(), 0L));
          unknown.put(stream.stream(), keyed ? -1L : 0L);
        });
    return new CommitReceipt(loadId, inserted, unknown, Map.of());
  }

  @Override
  public void abort(LoadId loadId, long generation) {
    if (scope.open(loadId, generation) != null) {
      scope.abort();
    }
  }

  @Override
  public void close() {
    // The producer is the sink's: another committer of the scope may use it.
  }
}
