package dpone.service.mssql.run;

import dpone.service.mssql.parse.Bulk;
import dpone.service.mssql.parse.Parser;
import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.parse.Statement;
import dpone.service.mssql.store.Locks;
import dpone.service.mssql.store.Store;
import dpone.service.mssql.store.Table;
import dpone.service.mssql.store.Transaction;
import dpone.service.tds.Answer;
import dpone.service.tds.BulkSink;
import dpone.service.tds.Request;
import dpone.service.tds.Session;
import dpone.service.tds.Statements;
import dpone.service.tds.Step;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Answers the requests of all sessions. */
public final class Engine implements Statements {
  /** What it calls itself, so that nobody takes it for a server. */
  public static final String NAME = "TDS double with tables in memory";

  private static final Pattern SHAPE =
      Pattern.compile(
          "(?is)(?:sp_executesql N')?SET FMTONLY ON\\s+SELECT \\* FROM (.+?)(?:\\s*SET FMTONLY OFF\\s*)?'?\\s*");
  private static final Pattern BULK = Pattern.compile("(?is)\\s*insert bulk .*");

  private final Map<String, Store> stores;
  private final Set<String> readers;
  private final Map<Session, Work> works = new ConcurrentHashMap<>();

  /**
   * Over some databases.
   *
   * @param readers users that may only read
   */
  public Engine(Map<String, Store> stores, Set<String> readers) {
    this.stores = stores;
    this.readers = readers;
  }

  @Override
  public void ended(Session session) {
    Work work = works.remove(session);
    if (work != null) {
      work.rollback();
    }
  }

  @Override
  public Answer answer(Request request) {
    Work work = works.computeIfAbsent(request.session(), s -> new Work(s, stores, readers));
    List<Step> steps = new ArrayList<>();
    try {
      switch (request.kind()) {
        case TRANSACTION -> transaction(work, request.text());
        case PROCEDURE ->
            throw new SqlError(
                2812, 16, "Could not find stored procedure '" + request.text() + "'.");
        case BATCH, STATEMENT -> batch(work, request, steps);
      }
    } catch (SqlError error) {
      steps.add(new Step.Message(error.number(), error.severity(), 1, error.text()));
    } catch (RuntimeException defect) {
      work.rollback();
      steps.add(defect(request, defect));
    }
    return new Answer(steps);
  }

  /** Not what a server would do: told in full, so that nobody takes it for one. */
  private static Step defect(Request request, RuntimeException defect) {
    StackTraceElement[] trace = defect.getStackTrace();
    return new Step.Message(
        50_000,
        16,
        1,
        "the stand-in itself failed: "
            + defect
            + (trace.length > 0 ? " at " + trace[0] : "")
            + " upon "
            + request.statement());
  }

  private static void transaction(Work work, String verb) {
    switch (verb) {
      case "BEGIN" -> work.begin();
      case "COMMIT" -> work.commit();
      case "ROLLBACK" -> work.rollback();
      default -> throw new SqlError(628, 16, "Cannot issue SAVE TRANSACTION.");
    }
  }

  private void batch(Work work, Request request, List<Step> steps) {
    String sql = request.text();
    Matcher shape = SHAPE.matcher(sql);
    if (shape.matches()) {
      steps.add(new Step.Rows(shape(work, Parser.name(shape.group(1))), List.of(), true));
      return;
    }
    if (BULK.matcher(sql).matches()) {
      steps.add(new Step.Bulk(new Load(work, Bulk.read(sql))));
      return;
    }
    for (Statement statement : Parser.batch(sql)) {
      run(work, request, statement, steps);
    }
  }

  private static List<Column> shape(Work work, List<String> name) {
    Transaction own = Sources.elsewhere(work.store());
    Table table =
        work.within(t -> work.foreign(name, own).store() == own.store() ? t : own)
            .find(work.name(name))
            .orElseThrow(() -> Sources.missing(name));
    List<Column> columns = new ArrayList<>();
    for (dpone.service.mssql.store.Column column : table.columns()) {
      Column made = Column.of(column.name(), column.type());
      made = column.definition().nullable() ? made : made.notNull();
      made = column.definition().identity() ? made.identity() : made;
      columns.add(column.generated() ? made.computed() : made);
    }
    return columns;
  }

  private void run(Work work, Request request, Statement statement, List<Step> steps) {
    switch (statement) {
      case Statement.SetOption set -> {
        work.option(set.name(), set.value());
        steps.add(new Step.Count(-1));
      }
      case Statement.Transaction verb -> {
        transaction(work, verb.verb());
        steps.add(new Step.Count(-1));
      }
      case Statement.If conditional -> {
        boolean holds =
            new Compiler(context(work, request, Sources.elsewhere(work.store())), new Scope(null))
                .condition(conditional.condition())
                .holds(new Frame(0, null));
        if (holds) {
          run(work, request, conditional.then(), steps);
        } else {
          steps.add(new Step.Count(-1));
        }
      }
      case Statement.Wait wait -> {
        steps.add(new Step.Wait(Duration.ofMillis(wait.millis())));
        steps.add(new Step.Count(-1));
      }
      case Statement.Raise raise ->
          throw new SqlError(raise.number(), raise.severity(), raise.text());
      case Statement.AppLock lock -> {
        int got = work.within(t -> applock(context(work, request, t), lock));
        steps.add(
            rows(
                List.of(Column.of("", Kind.INT)),
                List.<@Nullable Object[]>of(new @Nullable Object[] {got})));
      }
      case Statement.Read read -> {
        Step.Rows rows = work.within(t -> read(context(work, request, t), read));
        steps.add(rows);
      }
      case Statement.Insert insert ->
          changed(work, work.within(t -> new Dml(context(work, request, t)).insert(insert)), steps);
      case Statement.Update update ->
          changed(work, work.within(t -> new Dml(context(work, request, t)).update(update)), steps);
      case Statement.Delete delete ->
          changed(work, work.within(t -> new Dml(context(work, request, t)).delete(delete)), steps);
      case Statement.Truncate truncate -> {
        work.within(t -> {
          new Dml(context(work, request, t)).truncate(truncate);
          return true;
        });
        steps.add(new Step.Count(-1));
      }
      default -> {
        work.within(t -> {
          new Ddl(context(work, request, t)).run(statement);
          return true;
        });
        steps.add(new Step.Count(-1));
      }
    }
  }

  private static Context context(Work work, Request request, Transaction transaction) {
    return new Context(work, transaction, request.parameters(), now());
  }

  /** With seven digits. */
  private static LocalDateTime now() {
    return LocalDateTime.now(Clock.tick(Clock.systemUTC(), Duration.ofNanos(100)));
  }

  private static int applock(Context context, Statement.AppLock lock) {
    Compiler compiler = new Compiler(context, new Scope(null));
    Frame none = new Frame(0, null);
    Object resource = compiler.value(lock.resource()).at(none);
    Object timeout = compiler.value(lock.timeout()).at(none);
    long millis = timeout instanceof Number number ? number.longValue() : 0;
    try {
      boolean got =
          context
              .transaction()
              .store()
              .locks()
              .take(
                  context.transaction(),
                  "name:" + resource,
                  Locks.Mode.EXCLUSIVE,
                  millis,
                  context.work()::gone);
      return got ? 0 : -1;
    } catch (SqlError deadlock) {
      return -3;
    }
  }

  private static Step.Rows read(Context context, Statement.Read read) {
    Plan plan = Plan.of(context, read.query(), null);
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < plan.names().size(); i++) {
      SqlType type = plan.columns().get(i).type();
      if (type.kind() == Kind.UDT) {
        throw new SqlError(
            50_000, 16, "the stand-in sends no " + type.udt() + "; select what it is made of");
      }
      columns.add(Column.of(plan.names().get(i), type));
    }
    List<@Nullable Object[]> rows = plan.rows(null);
    context.work().counted(rows.size());
    return rows(columns, rows);
  }

  private static Step.Rows rows(List<Column> columns, List<@Nullable Object[]> rows) {
    return new Step.Rows(columns, rows, true);
  }

  private static void changed(Work work, Dml.Outcome outcome, List<Step> steps) {
    work.counted(outcome.rows());
    Relation output = outcome.output();
    if (output == null) {
      steps.add(new Step.Count(outcome.rows()));
      return;
    }
    steps.add(
        rows(
            output.columns().stream().map(c -> Column.of(c.name(), c.type())).toList(),
            output.rows()));
  }

  /** Takes the rows of a bulk load. */
  private static final class Load implements BulkSink {
    private final Work work;
    private final Bulk bulk;
    private final List<@Nullable Object[]> rows = new ArrayList<>();
    private List<SqlType> types = List.of();

    Load(Work work, Bulk bulk) {
      this.work = work;
      this.bulk = bulk;
    }

    @Override
    public void begin(List<Column> columns) {
      types = columns.stream().map(Column::type).toList();
    }

    @Override
    public void row(@Nullable Object[] cells) {
      rows.add(cells);
    }

    @Override
    public Answer end(long count) {
      try {
        long loaded =
            work.within(t ->
                new Dml(new Context(work, t, List.of(), now()))
                    .load(
                        bulk.table(),
                        bulk.columns(),
                        types,
                        bulk.hints().contains("TABLOCK"),
                        rows));
        work.counted(loaded);
        return Answer.count(loaded);
      } catch (SqlError error) {
        return Answer.error(error.number(), error.severity(), 1, error.text());
      }
    }
  }
}
