package dpone.connector.kafka.sink;

import static dpone.connector.kafka.payload.Payloads.JSON;

import dpone.connector.kafka.error.KafkaCode;
import dpone.connector.kafka.format.codec.Operation;
import dpone.spi.batch.Chunk;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.WriteReceipt;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Sends the rows of one split by the producer that all writers of the load share. What counts is
 * what the brokers acknowledge.
 */
final class RecordWriter implements StageWriter {
  private final ScopeProducer scope;
  private final Stage stage;
  private final TopicPlan plan;
  private final ConnectorContext context;
  private final Split split;
  private final RecordShaper shaper;
  private final @Nullable ChangeRecords changes;
  private final Producer<byte[], byte[]> producer;
  private final Operation operation;
  private final LongAdder acknowledgedRows = new LongAdder();
  private final LongAdder acknowledgedExtras = new LongAdder();
  private final LongAdder acknowledgedBytes = new LongAdder();
  private final Callback rowDone = (metadata, failed) -> done(metadata, failed, acknowledgedRows);
  private final Callback extraDone =
      (metadata, failed) -> done(metadata, failed, acknowledgedExtras);
  private volatile @Nullable Exception failure;
  private volatile boolean closed;
  private long sentRows;
  private long sentExtras;
  private long rejected;
  private int chunks;
  private boolean finished;

  RecordWriter(
      ScopeProducer scope,
      Stage stage,
      TopicPlan plan,
      ConnectorContext context,
      Split split,
      RecordShaper shaper,
      @Nullable ChangeRecords changes) {
    this.scope = scope;
    this.stage = stage;
    this.plan = plan;
    this.context = context;
    this.split = split;
    this.shaper = shaper;
    this.changes = changes;
    this.producer = stage.producer();
    this.operation =
        plan.mode() == LoadMode.INCREMENTAL_MERGE || plan.mode() == LoadMode.BACKFILL
            ? Operation.UPSERT
            : Operation.INSERT;
  }

  private void done(RecordMetadata metadata, @Nullable Exception failed, LongAdder counter) {
    if (failed != null) {
      if (failure == null) {
        failure = failed;
      }
      return;
    }
    counter.increment();
    acknowledgedBytes.add(metadata.serializedKeySize() + (long) metadata.serializedValueSize());
  }

  @Override
  public void write(Chunk chunk) {
    context.cancellation().check();
    if (chunks++ == 1) {
      context.reached(Boundary.MID_WRITE);
    }
    if (!(chunk instanceof ColumnBatch batch) || batch.schema().size() != plan.schema().size()) {
      throw KafkaCode.SCHEMA_CHANGED
          .error("rows arrive in other columns than were planned")
          .at(Place.stream(split.stream()))
          .build();
    }
    int rows = batch.rows();
    for (int row = 0; row < rows; row++) {
      if (changes != null) {
        changes.write(this, batch, row);
        continue;
      }
      ProducerRecord<byte[], byte[]> record = shaper.upsert(batch, row, operation);
      if (record == null) {
        reject(batch, row);
      } else {
        send(record);
      }
    }
  }

  private void reject(ColumnBatch batch, int row) {
    Refused why = shaper.refused();
    rejected++;
    ShownRow text = new ShownRow(plan, batch, row);
    context
        .rejects()
        .reject(
            split.stream(),
            why.field(),
            text.key(),
            why.error().code(),
            why.error().what(),
            text.row());
  }

  /** Sends the record of a row. */
  void send(ProducerRecord<byte[], byte[]> record) {
    sentRows++;
    send(record, rowDone);
  }

  /** Sends a record that a row needs beside its own. */
  void sendExtra(ProducerRecord<byte[], byte[]> record) {
    sentExtras++;
    send(record, extraDone);
  }

  private void send(ProducerRecord<byte[], byte[]> record, Callback callback) {
    check();
    try {
      Future<RecordMetadata> unused = producer.send(record, callback);
    } catch (RuntimeException e) {
      throw failed(e);
    }
  }

  private void check() {
    Exception failed = failure;
    if (failed != null) {
      throw failed(failed);
    }
  }

  private DponeException failed(Exception cause) {
    context.cancellation().check();
    if (closed) {
      return KafkaCode.CLOSED.error("the writer was closed").cause(cause).build();
    }
    Exception first = failure;
    return scope
        .failure(first == null ? cause : first, "writing to topic " + plan.topic(), stage)
        .at(Place.stream(split.stream()));
  }

  @Override
  public WriteReceipt finish() {
    check();
    try {
      producer.flush();
    } catch (RuntimeException e) {
      throw failed(e);
    }
    check();
    long rows = acknowledgedRows.sum();
    long extras = acknowledgedExtras.sum();
    if (rows != sentRows || extras != sentExtras) {
      throw KafkaCode.ROWS_LOST
          .error(
              "of "
                  + sentRows
                  + " rows and "
                  + sentExtras
                  + " tombstones beside them the brokers acknowledged "
                  + rows
                  + " and "
                  + extras)
          .at(Place.stream(split.stream()))
          .build();
    }
    stage.acknowledge(split.stream(), rows);
    finished = true;
    return new WriteReceipt(
        split.stream(),
        split.ordinal(),
        rows,
        rejected,
        acknowledgedBytes.sum(),
        Payload.empty(JSON.connector(), "written"));
  }

  @Override
  public void close() {
    closed = true;
    if (!finished && sentRows + sentExtras > 0) {
      stage.spoil();
    }
  }
}
