package dpone.connector.bigquery.state;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.bigquery.connect.Jobs;
import dpone.connector.bigquery.connect.QueryResult;
import dpone.connector.bigquery.connect.Rest;
import dpone.connector.bigquery.connect.Statement;
import dpone.connector.bigquery.connect.Tables;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.option.Settings;
import dpone.connector.bigquery.option.SinkSettings;
import dpone.connector.bigquery.sql.MetaSql;
import dpone.spi.Endpoint;
import dpone.spi.context.Boundary;
import dpone.spi.context.ConnectorContext;
import dpone.spi.state.Lease;
import dpone.spi.state.StateEntry;
import dpone.spi.state.StateKey;
import dpone.spi.state.StateStore;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Documents, revisions and leases in one table. A statement compares and sets; BigQuery lets
 * statements that change the same table wait for each other.
 */
public final class BigQueryStateStore implements StateStore {
  private final Rest rest;
  private final Jobs jobs;
  private final Tables tables;
  private final MetaSql sql;
  private final ConnectorContext context;
  private volatile boolean ready;

  private BigQueryStateStore(Endpoint endpoint, ConnectorContext context) {
    Settings settings = new Settings(endpoint.connection());
    String dataset =
        SinkSettings.metaDataset(endpoint.settings())
            .or(settings::dataset)
            .orElseThrow(() ->
                BqCode.INVALID_OPTION
                    .error("a state store needs meta_dataset or connection.dataset")
                    .remedy("set one of them")
                    .build());
    this.context = context;
    this.rest = new Rest(settings, context);
    this.jobs = new Jobs(rest, Map.of(), 0);
    this.tables = new Tables(rest);
    this.sql = new MetaSql(settings.project(), dataset);
  }

  /** Opens the part; connects when it is first asked something. */
  public static StateStore open(Endpoint endpoint, ConnectorContext context) {
    return new BigQueryStateStore(endpoint, context);
  }

  private JsonNode dataset() {
    JsonNode found =
        tables
            .dataset(sql.project(), sql.dataset())
            .orElseThrow(() ->
                BqCode.DATASET_NOT_FOUND
                    .error("the dataset " + sql.project() + "." + sql.dataset() + " does not exist")
                    .build());
    jobs.runIn(found.path("location").asText(""));
    return found;
  }

  @Override
  public String identity() {
    return StoreIdentity.of(sql.project(), sql.dataset(), dataset()).toString();
  }

  /** Looking makes no table: planning a run must leave everything as it is. */
  private boolean isMade() {
    if (!ready) {
      dataset();
      ready = tables.find(sql.state()).isPresent();
    }
    return ready;
  }

  private void make() {
    if (!isMade()) {
      run("making the table of state", sql.makeState(), Map.of());
      ready = true;
    }
  }

  private QueryResult run(String doing, String statement, Map<String, String> parameters) {
    return jobs.run(doing, "dpone_s_" + UUID.randomUUID(), new Statement(statement, parameters));
  }

  /** One row of the table. */
  private record Row(
      StateKey key,
      long revision,
      @Nullable String document,
      Instant updatedAt,
      long token,
      @Nullable String owner,
      @Nullable Instant expiresAt) {
    static Row of(List<@Nullable String> cells) {
      return new Row(
          new StateKey(String.valueOf(cells.get(0)), String.valueOf(cells.get(1))),
          number(cells.get(2)),
          cells.get(3),
          micros(number(cells.get(4))),
          number(cells.get(5)),
          cells.get(6),
          cells.get(7) == null ? null : micros(number(cells.get(7))));
    }

    private static long number(@Nullable String cell) {
      return cell == null ? 0 : Long.parseLong(cell);
    }

    private static Instant micros(long micros) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    Optional<StateEntry> entry() {
      String text = document;
      return revision == 0 || text == null
          ? Optional.empty()
          : Optional.of(new StateEntry(key, revision, text, updatedAt));
    }
  }

  private Optional<Row> row(StateKey key) {
    return jobs.rows("reading the state", sql.read(key.pipeline(), key.scope())).stream()
        .findFirst()
        .map(Row::of);
  }

  @Override
  public Optional<StateEntry> read(StateKey key) {
    return isMade() ? row(key).flatMap(Row::entry) : Optional.empty();
  }

  @Override
  public StateEntry write(StateKey key, long expectedRevision, String document, Lease lease) {
    make();
    QueryResult written =
        run(
            "writing the state",
            sql.write(key.pipeline(), key.scope(), expectedRevision, lease.token()),
            Map.of("document", document));
    context.reached(Boundary.MID_STATE_WRITE);
    Row now = row(key).orElse(null);
    if (written.affected() != 1 || now == null) {
      throw now == null || now.token() != lease.token()
          ? StateErrors.fenced(lease)
          : StateErrors.conflict(key, expectedRevision);
    }
    return now.entry().orElseThrow(() -> StateErrors.conflict(key, expectedRevision));
  }

  @Override
  public Lease acquire(StateKey key, String owner, Duration ttl, long atLeast) {
    make();
    long millis = ttl.toMillis();
    if (row(key).isEmpty()) {
      run(
          "adding a key of the state",
          MetaSql.transaction(sql.add(key.pipeline(), key.scope())),
          Map.of());
    }
    long taken =
        run(
                "taking the lease",
                sql.acquire(key.pipeline(), key.scope(), owner, millis, atLeast),
                Map.of())
            .affected();
    Row now = row(key).orElseThrow(() -> StateErrors.conflict(key, 0));
    if (taken != 1) {
      throw StateErrors.leased(key, now.owner() + " until " + now.expiresAt());
    }
    return lease(now, owner);
  }

  private static Lease lease(Row row, String owner) {
    Instant end = row.expiresAt();
    return new Lease(row.key(), owner, row.token(), end == null ? row.updatedAt() : end);
  }

  @Override
  public Lease renew(Lease lease, Duration ttl) {
    make();
    StateKey key = lease.key();
    long renewed =
        run(
                "renewing the lease",
                sql.renew(key.pipeline(), key.scope(), lease.token(), ttl.toMillis()),
                Map.of())
            .affected();
    if (renewed != 1) {
      throw StateErrors.fenced(lease);
    }
    return lease(row(key).orElseThrow(() -> StateErrors.fenced(lease)), lease.owner());
  }

  @Override
  public void release(Lease lease) {
    if (isMade()) {
      StateKey key = lease.key();
      run(
          "giving the lease back",
          sql.release(key.pipeline(), key.scope(), lease.token()),
          Map.of());
    }
  }

  @Override
  public List<StateEntry> list(String pipeline) {
    return isMade()
        ? jobs.rows("listing the state", sql.list(pipeline)).stream()
            .map(Row::of)
            .flatMap(row -> row.entry().stream())
            .toList()
        : List.of();
  }

  @Override
  public void reset(StateKey key, Lease lease) {
    make();
    if (run("forgetting the state", sql.reset(key.pipeline(), key.scope(), lease.token()), Map.of())
            .affected()
        != 1) {
      throw StateErrors.fenced(lease);
    }
  }

  @Override
  public void close() {
    rest.close();
  }
}
