package dpone.connector.mssql.testing;

import com.microsoft.sqlserver.jdbc.SQLServerDriver;
import dpone.connector.mssql.MssqlConnector;
import dpone.connector.mssql.sink.SinkOptions;
import dpone.service.mssql.MssqlStandIn;
import dpone.spi.Endpoint;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.sink.CommitReceipt;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.testing.TestContext;
import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/** The stand-in with a table landing.orders (id, name, day), and loads of it. */
public final class Landing implements AutoCloseable {
  /** What is loaded. */
  public static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", new DataType.Int(64), false, "bigint"),
              new Field("name", new DataType.Text(), true, "text"),
              new Field("day", new DataType.Date(), true, "date")),
          List.of("id"));

  /** A row. */
  public record Row(long id, String name, String day) {}

  private final MssqlStandIn server = MssqlStandIn.start(List.of("shop"));
  private final TestContext context = new TestContext();
  private final Connection client;
  private final String publish;
  private long generation;

  /** With sink.publish. */
  public Landing(String publish) throws SQLException {
    this.publish = publish;
    server.users().put("sa", "secret");
    client = connect();
    run("CREATE SCHEMA landing");
  }

  /** The stand-in. */
  public MssqlStandIn server() {
    return server;
  }

  /** A connection of somebody else. */
  public Connection connect() throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", "sa");
    login.setProperty("password", "secret");
    login.setProperty("encrypt", "false");
    return new SQLServerDriver()
        .connect("jdbc:sqlserver://127.0.0.1:" + server.port() + ";databaseName=shop", login);
  }

  /** Runs statements as somebody else. */
  public void run(String... statements) throws SQLException {
    for (String sql : statements) {
      try (Statement statement = client.createStatement()) {
        statement.execute(sql);
      }
    }
  }

  /** Rows of somebody else's query, cells with a bar between. */
  public List<String> rows(String sql) throws SQLException {
    return rows(client, sql);
  }

  /** The same by another connection. */
  public static List<String> rows(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(sql)) {
      List<String> rows = new ArrayList<>();
      while (row.next()) {
        List<String> cells = new ArrayList<>();
        for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
          cells.add(String.valueOf(row.getString(i)));
        }
        rows.add(String.join("|", cells));
      }
      return rows;
    }
  }

  /** The target, in order. */
  public List<String> target() throws SQLException {
    return rows("SELECT id, name, day FROM landing.orders ORDER BY id");
  }

  /** Names of stages that are there. */
  public List<String> stages() throws SQLException {
    return rows(
        "SELECT t.name FROM sys.tables AS t JOIN sys.schemas AS s ON s.schema_id = t.schema_id"
            + " WHERE s.name = 'dpone_stage'");
  }

  /** A load that was staged and checked. */
  public final class Load implements AutoCloseable {
    private final Sink sink;
    private final Committer committer;
    private final CommitMessage message;

    private Load(LoadMode mode, List<Row> rows) {
      LoadRequest request = request(mode);
      sink = sink();
      committer = sink.committer(request);
      try {
        LoadPlan plan = sink.plan(request);
        committer.fence(++generation);
        LoadId id = new LoadId("%032x".formatted(generation));
        StageHandle stage = committer.stage(plan, id, generation);
        message = committer.prepare(stage, List.of(write(stage, plan, rows)));
      } catch (RuntimeException | Error failure) {
        close();
        throw failure;
      }
    }

    private WriteReceipt write(StageHandle stage, LoadPlan plan, List<Row> rows) {
      Split split = new Split("orders", 0, -1, Payload.empty("postgres", "split"));
      try (StageWriter writer = sink.writer(stage, plan.streams().get(0), split, 0);
          ColumnBatch batch = ColumnBatch.create(SCHEMA, context)) {
        for (Row row : rows) {
          batch.longs(0).append(row.id());
          batch.bytes(1).append(row.name());
          if (row.day() == null) {
            batch.ints(2).appendNull();
          } else {
            batch.ints(2).append(Math.toIntExact(LocalDate.parse(row.day()).toEpochDay()));
          }
          batch.endRow();
        }
        if (!rows.isEmpty()) {
          writer.write(batch);
        }
        return writer.finish();
      }
    }

    /** Publishes it, or says what became of it. */
    public CommitReceipt commit() {
      return committer.commit(message, Optional.empty());
    }

    @Override
    public void close() {
      committer.close();
      sink.close();
    }
  }

  /** The whole of a load. */
  public CommitReceipt load(LoadMode mode, Row... rows) {
    try (Load load = prepared(mode, rows)) {
      return load.commit();
    }
  }

  /** A load up to before its publish. */
  public Load prepared(LoadMode mode, Row... rows) {
    return new Load(mode, List.of(rows));
  }

  /** What a load would do. */
  public LoadPlan plan(LoadMode mode) {
    try (Sink sink = sink()) {
      return sink.plan(request(mode));
    }
  }

  private Sink sink() {
    return new MssqlConnector()
        .sink(
            new Endpoint(
                TestOptions.toDouble(server.port()),
                TestOptions.of(SinkOptions.SPEC, SinkOptions.PUBLISH, publish)),
            context);
  }

  private static LoadRequest request(LoadMode mode) {
    Map<String, String> parameters =
        mode == LoadMode.PARTITION_REPLACE ? Map.of("partition_by", "day") : Map.of();
    return new LoadRequest(
        "shop",
        "orders",
        List.of(
            new StreamLoad(
                "postgres",
                "orders",
                "landing.orders",
                SCHEMA,
                new Strategy(
                    mode,
                    mode == LoadMode.INCREMENTAL_MERGE ? List.of("id") : List.of(),
                    parameters),
                SchemaEvolution.DEFAULT,
                Set.of(),
                List.of(),
                -1)));
  }

  @Override
  public void close() throws SQLException {
    client.close();
    server.close();
  }
}
