package dpone.connector.bigquery.sink;

import static dpone.connector.bigquery.payload.Payloads.JSON;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.connect.Statement;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.load.PieceWriter;
import dpone.connector.bigquery.load.StageTable;
import dpone.connector.bigquery.sql.MetaSql;
import dpone.connector.bigquery.sql.TableName;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import dpone.spi.sink.CommitOutcome;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.StateCommit;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The coordinating half: generations, stages, checks and the one transaction. */
final class BigQueryCommitter implements Committer {
  /** Kind of the payload of stages. */
  static final String STAGE = "stage";

  private final Link link;
  private final LoadRequest request;
  private final Supplier<String> state;
  private final MetaSql meta;
  private final String prefix;
  private final StageFiles files;
  private @Nullable List<Planned> staged;
  private long fenced;
  private boolean made;

  BigQueryCommitter(Link link, LoadRequest request, Supplier<String> state) {
    this.link = link;
    this.request = request;
    this.state = state;
    this.meta = link.meta(request);
    this.prefix = StageNames.prefix(request.pipeline(), request.scope());
    this.files = new StageFiles(link, StageNames.prefix(meta, request.pipeline(), request.scope()));
  }

  private void make() {
    if (!made) {
      link.locate(request);
      link.makeDataset(meta.project(), meta.dataset());
      for (String statement : meta.makeLoads()) {
        run("making the tables of loads", statement);
      }
      made = true;
    }
  }

  private void run(String doing, String sql) {
    link.jobs().run(doing, "dpone_m_" + UUID.randomUUID(), Statement.of(sql));
  }

  @Override
  public long generation() {
    link.locate(request);
    return link.tables().find(meta.fences()).isEmpty() ? 0 : newest();
  }

  private long newest() {
    List<List<@Nullable String>> rows =
        link.jobs()
            .rows(
                "asking for the generation", meta.generation(request.pipeline(), request.scope()));
    String cell = rows.isEmpty() ? null : rows.get(0).get(0);
    return cell == null ? 0 : Long.parseLong(cell);
  }

  @Override
  public void fence(long generation) {
    make();
    run("keeping older runs out", meta.fence(request.pipeline(), request.scope(), generation));
    refuseNewer(generation);
    fenced = generation;
  }

  private void refuseNewer(long generation) {
    long newest = newest();
    if (newest > generation) {
      throw BqCode.FENCED
          .error(
              "generation "
                  + generation
                  + " of "
                  + request.pipeline()
                  + "/"
                  + request.scope()
                  + " is older than "
                  + newest
                  + ", which the target has seen")
          .build();
    }
  }

  private Optional<JsonNode> recorded(LoadId loadId) {
    List<List<@Nullable String>> rows =
        link.jobs().rows("looking for the load", meta.recorded(loadId.value()));
    return rows.isEmpty()
        ? Optional.empty()
        : Optional.of(JSON.tree(String.valueOf(rows.get(0).get(0))));
  }

  @Override
  public CommitOutcome probe(LoadId loadId, @Nullable CommitMessage message) {
    make();
    // The record is part of the transaction: what is not recorded was not published, and the fence
    // that stands now keeps it from ever being.
    return recorded(loadId)
        .map(detail ->
            CommitPayload.isOpen(detail) ? open(loadId, message) : CommitOutcome.COMMITTED)
        .orElse(CommitOutcome.NOT_COMMITTED);
  }

  /**
   * A load whose copies began is completed as long as there is something to copy from. Later nobody
   * can, and the load counts as not committed: the next one reads from the same position, and
   * replaces what this one did replace and what it did not.
   */
  private CommitOutcome open(LoadId loadId, @Nullable CommitMessage message) {
    if (message == null
        || new CopyPublication(link, loadId)
            .canEnd(CommitPayload.decode(message.payload()).streams())) {
      return CommitOutcome.IN_PROGRESS;
    }
    link.context()
        .logger()
        .log(
            System.Logger.Level.WARNING,
            "load "
                + loadId
                + " began to overwrite its targets and cannot be completed, since its stages"
                + " expired; the next load replaces the same rows");
    return CommitOutcome.NOT_COMMITTED;
  }

  @Override
  public StageHandle stage(LoadPlan plan, LoadId loadId, long generation) {
    make();
    List<Planned> streams = BigQuerySink.planned(link, request);
    if (!BigQuerySink.plan(streams).equals(plan)) {
      throw BqCode.PLAN_CHANGED.error("the target changed after the load was planned").build();
    }
    ObjectNode tree = JSON.object();
    tree.put("location", link.jobs().location());
    files.collect(generation);
    ObjectNode all = tree.putObject("streams");
    for (int i = 0; i < streams.size(); i++) {
      Planned stream = streams.get(i);
      link.makeDataset(stream.target().project(), stream.target().dataset());
      drop(stream.target(), generation);
      all.set(
          stream.load().stream(),
          new StageTable(
                  table(stream, generation, i),
                  stream.encoded(),
                  stream.key(),
                  files.objects(generation, i))
              .encode());
    }
    staged = streams;
    return new StageHandle(loadId, generation, JSON.payload(STAGE, 1, tree));
  }

  private TableName table(Planned stream, long generation, int index) {
    return link.stage(stream.target(), StageNames.table(prefix, generation, index));
  }

  /** Stages of newer runs are theirs, whoever comes late. */
  private void drop(TableName target, long upTo) {
    TableName any = link.stage(target, prefix);
    for (TableName table : link.tables().list(any.project(), any.dataset(), prefix)) {
      long generation = StageNames.generation(prefix, table.table());
      if (generation >= 0 && generation <= upTo) {
        link.tables().drop(table);
      }
    }
  }

  @Override
  public CommitMessage prepare(StageHandle stage, List<WriteReceipt> receipts) {
    List<Planned> streams = staged;
    if (streams == null) {
      throw new IllegalStateException("prepare() before stage()");
    }
    JsonNode tables = JSON.read(stage.payload(), STAGE, 1).path("streams");
    StageCheck check = new StageCheck(link);
    List<CommitPayload.Stream> commits = new ArrayList<>();
    long rows = 0;
    for (Planned stream : streams) {
      String name = stream.load().stream();
      StageTable table = StageTable.decode(tables.path(name));
      long expected = 0;
      List<TableName> pieces = new ArrayList<>();
      List<String> written = new ArrayList<>();
      List<String> objects = new ArrayList<>();
      for (WriteReceipt receipt : receipts) {
        if (receipt.stream().equals(name)) {
          expected += receipt.rows();
          JsonNode told = JSON.read(receipt.payload(), PieceWriter.KIND, 1);
          String piece = JSON.text(told, PieceWriter.PIECE);
          if (!piece.isEmpty()) {
            pieces.add(table.table().sibling(piece));
          }
          if (told.has(PieceWriter.OBJECT)) {
            objects.add(JSON.text(told, PieceWriter.OBJECT));
          }
          if (told.has(PieceWriter.WRITE_STREAM)) {
            written.add(JSON.text(told, PieceWriter.WRITE_STREAM));
          }
        }
      }
      check.commit(stream, table, written, expected);
      files.load(stage, stream, table, objects, expected);
      commits.add(check.check(stage, stream, table, pieces, expected));
      rows += expected;
    }
    return new CommitMessage(
        stage.loadId(), stage.generation(), rows, new CommitPayload(commits).encode());
  }

  @Override
  public CommitReceipt commit(CommitMessage message, Optional<StateCommit> change) {
    make();
    CommitPayload payload = CommitPayload.decode(message.payload());
    LoadId loadId = message.loadId();
    Optional<JsonNode> known = recorded(loadId);
    boolean open = known.filter(CommitPayload::isOpen).isPresent();
    if (known.isPresent() && !open) {
      return receipt(loadId, known.get());
    }
    long generation = Math.max(fenced, message.generation());
    refuseNewer(generation);
    if (open) {
      overwrite(payload, loadId, generation);
      return receipt(loadId, JSON.tree(payload.detail()));
    }
    for (CommitPayload.Stream stream : payload.streams()) {
      Pace pace = new Pace(link.context(), Limits.METADATA_CHANGES, Limits.METADATA_SECONDS);
      for (String statement : stream.ddl()) {
        pace.next();
        link.context().meters().count("dpone.bigquery.changes.metadata", 1);
        run("changing the schema for " + stream.name(), statement);
        link.context().reached(Boundary.DURING_SCHEMA_CHANGE);
      }
    }
    if (payload.byCopy()) {
      new CopyPublication(link, loadId).shape(payload.streams(), generation);
      transaction(
          loadId,
          generation,
          "open",
          () -> recorded(loadId).isPresent(),
          begun(loadId, generation, payload.detail(true)));
      overwrite(payload, loadId, generation);
      return receipt(loadId, JSON.tree(payload.detail()));
    }
    List<String> statements = new ArrayList<>();
    statements.addAll(meta.begin(request.pipeline(), request.scope(), generation, loadId.value()));
    payload.streams().forEach(stream -> statements.addAll(stream.publish()));
    statements.add(
        meta.record(
            request.pipeline(), request.scope(), generation, loadId.value(), payload.detail()));
    Map<String, String> parameters = new LinkedHashMap<>();
    change.ifPresent(commit -> {
      MetaSql store =
          dpone.connector.bigquery.state.StoreIdentity.parse(state.get())
              .orElseThrow(() -> new IllegalArgumentException("no store was accepted"))
              .meta();
      statements.addAll(
          store.commitState(
              commit.key().pipeline(),
              commit.key().scope(),
              commit.expectedRevision(),
              commit.lease().token()));
      parameters.put("document", commit.document());
    });
    link.context().reached(Boundary.DURING_SWAP);
    new Publication(link.jobs(), loadId, generation, "commit", () -> recorded(loadId).isPresent())
        .run(new Statement(Limits.script(MetaSql.transaction(statements)), parameters), change);
    dropAll(generation);
    return receipt(loadId, JSON.tree(payload.detail()));
  }

  private List<String> begun(LoadId loadId, long generation, String detail) {
    List<String> statements =
        new ArrayList<>(
            meta.begin(request.pipeline(), request.scope(), generation, loadId.value()));
    statements.add(
        meta.record(request.pipeline(), request.scope(), generation, loadId.value(), detail));
    return statements;
  }

  /** What is recorded as begun is completed, by whoever comes. */
  private void overwrite(CommitPayload payload, LoadId loadId, long generation) {
    new CopyPublication(link, loadId).run(payload.streams());
    transaction(
        loadId,
        generation,
        "close",
        () -> recorded(loadId).filter(detail -> !CommitPayload.isOpen(detail)).isPresent(),
        meta.finish(
            request.pipeline(), request.scope(), generation, loadId.value(), payload.detail()));
    dropAll(generation);
  }

  private void transaction(
      LoadId loadId,
      long generation,
      String step,
      BooleanSupplier isDone,
      List<String> statements) {
    new Publication(link.jobs(), loadId, generation, step, isDone)
        .run(Statement.of(Limits.script(MetaSql.transaction(statements))), Optional.empty());
  }

  private static CommitReceipt receipt(LoadId loadId, JsonNode detail) {
    Map<String, Long> inserted = new LinkedHashMap<>();
    Map<String, Long> other = new LinkedHashMap<>();
    detail
        .path("inserted")
        .properties()
        .forEach(e -> {
          inserted.put(e.getKey(), e.getValue().asLong());
          other.put(e.getKey(), -1L);
        });
    return new CommitReceipt(loadId, inserted, other, other);
  }

  /** The load is recorded: tables that stay now are removed by the next run, or by BigQuery. */
  private void dropAll(long upTo) {
    try {
      request.streams().forEach(load -> drop(link.connection().table(load.target()), upTo));
      files.drop(upTo);
    } catch (DponeException failure) {
      link.context()
          .logger()
          .log(System.Logger.Level.WARNING, "stages are left behind: " + failure.oneLine());
    }
  }

  @Override
  public void abort(LoadId loadId, long generation) {
    dropAll(generation);
  }

  @Override
  public void close() {
    // Every call ends with the connection, which the sink closes.
  }
}
