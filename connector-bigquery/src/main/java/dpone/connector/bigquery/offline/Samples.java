package dpone.connector.bigquery.offline;

import dpone.connector.bigquery.sql.ChangeSql;
import dpone.connector.bigquery.sql.HistorySql;
import dpone.connector.bigquery.sql.MetaSql;
import dpone.connector.bigquery.sql.PublishSql;
import dpone.connector.bigquery.sql.SqlColumn;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.table.TableSql;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.BqType;
import dpone.connector.bigquery.type.Conversion;
import dpone.connector.bigquery.type.FileFormat;
import dpone.connector.bigquery.type.Kind;
import dpone.connector.bigquery.type.NaturalType;
import dpone.connector.bigquery.type.StageType;
import dpone.spi.cdc.ChangeSchema;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One table whose names need quoting and whose columns are of every type, and every statement of
 * it.
 */
public final class Samples {
  /** The target. */
  public static final TableName TARGET = new TableName("acme-dwh", "shop", "orders");

  /** The stage of a load. */
  public static final TableName STAGE = new TableName("acme-dwh", "shop", "_dpone_s_0_1_0");

  /** The same, loaded out of Parquet. */
  public static final TableName PARQUET = new TableName("acme-dwh", "shop", "_dpone_s_0_1_2");

  /** The stage of changes. */
  public static final TableName CHANGES = new TableName("acme-dwh", "shop", "_dpone_s_0_1_1");

  /** The tables that remember. */
  public static final MetaSql META = new MetaSql("acme-dwh", "meta");

  private static final List<String> KEY = List.of("id");

  private Samples() {}

  /** Columns of the stream. */
  public static List<Field> fields() {
    return List.of(
        field("id", new DataType.Int(64)),
        field("Total net", new DataType.Decimal(10, 2)),
        field("wide", new DataType.Decimal(38, 20)),
        field("any", new DataType.AnyDecimal()),
        field("big", new DataType.UInt64()),
        field("paid", new DataType.Bool()),
        field("rate", new DataType.FloatingPoint(64)),
        field("name", new DataType.Text()),
        field("image", new DataType.Bytes()),
        field("day", new DataType.Date()),
        field("clock", new DataType.Time(6)),
        field("local", new DataType.Timestamp(6)),
        field("at", new DataType.TimestampTz(6)),
        field("age", new DataType.Interval()),
        field("doc", new DataType.Json()),
        field("ref", new DataType.Uuid()),
        field("shape", new DataType.Text()),
        field("during", new DataType.Text()),
        field("tags", new DataType.Array(new DataType.Text())),
        field("docs", new DataType.Array(new DataType.Json())),
        field("counts", new DataType.Mapping(new DataType.Text(), new DataType.Int(64))),
        field(
            "place",
            new DataType.Struct(
                List.of(field("x y", new DataType.Int(64)), field("doc", new DataType.Json())))));
  }

  private static Field field(String name, DataType type) {
    return new Field(name, type, true, "");
  }

  /** Types of the target. */
  public static List<BqField> target() {
    NaturalType natural = new NaturalType("bignumeric", "json");
    List<BqField> all = new ArrayList<>();
    for (Field field : fields()) {
      BqType type =
          switch (field.name()) {
            case "shape" -> BqType.of(Kind.GEOGRAPHY);
            case "during" -> BqType.range(Kind.DATE);
            default ->
                natural.of(field) instanceof NaturalType.Taken taken
                    ? taken.type()
                    : BqType.of(Kind.STRING);
          };
      all.add(new BqField(field.name(), type, field.name().equals("id")));
    }
    return all;
  }

  /** Types of a stage of rows. */
  public static List<BqField> stage() {
    List<BqField> all = new ArrayList<>();
    for (int i = 0; i < fields().size(); i++) {
      all.add(new BqField(StageType.column(i), StageType.of(fields().get(i).type(), false), false));
    }
    return all;
  }

  /**
   * Types of a stage of changes: kind, sequence, what is carried over, the columns, the old key.
   */
  public static List<BqField> changesStage() {
    List<BqField> all = new ArrayList<>();
    all.add(new BqField("c0", BqType.of(Kind.INT64), false));
    all.add(new BqField("c1", BqType.of(Kind.INT64), false));
    all.add(new BqField("c2", BqType.of(Kind.BYTES), false));
    for (int i = 0; i < fields().size(); i++) {
      all.add(new BqField(StageType.column(i + 3), stage().get(i).type(), false));
    }
    all.add(new BqField(StageType.column(fields().size() + 3), BqType.of(Kind.INT64), false));
    return all;
  }

  private static List<SqlColumn> columns(int offset) {
    return columns(offset, FileFormat.AVRO);
  }

  private static List<SqlColumn> columns(int offset, FileFormat format) {
    List<SqlColumn> all = new ArrayList<>();
    for (int i = 0; i < fields().size(); i++) {
      BqField to = target().get(i);
      BqType stage = stage().get(i).type();
      all.add(
          new SqlColumn(
              to.name(),
              Conversion.sql(
                  "s." + StageType.column(i + offset), format.stage(stage), stage, to.type()),
              Conversion.comparison(to.type())));
    }
    return all;
  }

  /** Without shapes, which the analyzer's own client cannot hand back from within a struct. */
  private static List<SqlColumn> changed() {
    return columns(3).stream().filter(c -> !c.name().equals("shape")).toList();
  }

  /** A load of rows. */
  public static PublishSql publish() {
    return new PublishSql(TARGET, STAGE, columns(0), KEY);
  }

  private static HistorySql history() {
    return new HistorySql(
        publish(), "valid_from", "valid_to", "is_current", Set.of("Total net", "doc"), true);
  }

  private static ChangeSql changes() {
    return new ChangeSql(
        new PublishSql(TARGET, CHANGES, changed(), KEY),
        List.of(
            new SqlColumn(ChangeSchema.KIND, "s.c0", ""),
            new SqlColumn(ChangeSchema.SEQUENCE, "s.c1", ""),
            new SqlColumn(ChangeSchema.CARRIED_OVER, "s.c2", ""),
            new SqlColumn(
                ChangeSchema.OLD + "id", "s." + StageType.column(fields().size() + 3), "")));
  }

  /** Every statement, by what it is part of. */
  public static Map<String, List<String>> statements() {
    Map<String, List<String>> all = new LinkedHashMap<>();
    all.put("publish-append", publish().append());
    all.put(
        "publish-append-parquet",
        new PublishSql(TARGET, PARQUET, columns(0, FileFormat.PARQUET), KEY).append());
    all.put("publish-refresh", publish().refresh());
    all.put("publish-merge", publish().merge());
    all.put("publish-replace", publish().replace("day >= '2026-01-01' -- of this year"));
    all.put("publish-replace-partitions", publish().replacePartitions("day"));
    all.put(
        "publish-values", List.of(publish().values("day", 1_001), publish().values("at", 1_001)));
    List<@Nullable String> values = new ArrayList<>();
    values.add(null);
    values.add("2026-01-01");
    values.add("2026-01-02");
    all.put("publish-replace-values", publish().replaceValues("day", "DATE", values));
    all.put(
        "publish-replace-times",
        publish().replaceValues("at", "TIMESTAMP", List.of("2026-01-01 00:00:00.5+00")));
    all.put("publish-replace-numbers", publish().replaceValues("id", "INT64", List.of("-1", "7")));
    all.put(
        "publish-partitions",
        List.of(
            publish().partitions("day", "DATE", "DAY", 501),
            publish().partitions("local", "DATETIME", "MONTH", 501),
            publish().partitions("at", "TIMESTAMP", "HOUR", 501)));
    all.put("publish-snapshot", publish().snapshotDiff("0.05", false));
    all.put("publish-snapshot-empty", publish().snapshotDiff("0.5", true));
    all.put("publish-counts", List.of(publish().counts()));
    all.put("history-time", List.of(history().time()));
    all.put("history", history().statements("2026-01-31 12:00:00.000001+00"));
    all.put("changes-findings", List.of(changes().findings()));
    all.put("changes", changes().statements());
    all.put("meta-make", META.makeLoads());
    all.put("meta-make-state", List.of(META.makeState()));
    all.put("meta-generation", List.of(META.generation("it's", "a\\b")));
    all.put("meta-fence", List.of(META.fence("it's", "a\\b", 7)));
    all.put("meta-recorded", List.of(META.recorded("0123")));
    all.put("meta-begin", META.begin("it's", "a\\b", 7, "0123"));
    all.put("meta-record", List.of(META.record("it's", "a\\b", 7, "0123", "{\"a\":\"\\n\"}")));
    all.put("meta-finish", META.finish("it's", "a\\b", 7, "0123", "{\"a\":\"\\n\"}"));
    all.put("state-commit", META.commitState("it's", "a\\b", 3, 7));
    all.put("state-write", List.of(META.write("it's", "a\\b", 3, 7)));
    all.put("state-read", List.of(META.read("it's", "a\\b")));
    all.put("state-list", List.of(META.list("it's")));
    all.put("state-acquire", List.of(META.acquire("it's", "a\\b", "me", 30_000, 5)));
    all.put("state-add", META.add("it's", "a\\b"));
    all.put("state-renew", List.of(META.renew("it's", "a\\b", 7, 30_000)));
    all.put("state-release", List.of(META.release("it's", "a\\b", 7)));
    all.put("state-reset", List.of(META.reset("it's", "a\\b", 7)));
    all.put(
        "table-create",
        List.of(
            new TableSql(
                    "at",
                    "month",
                    17_520,
                    true,
                    List.of("id"),
                    Map.of("team", "it's"),
                    "projects/k")
                .create(TARGET.sibling("fresh"), target())));
    all.put(
        "table-like",
        List.of(
            TableSql.like(
                TARGET.sibling("shaped"), TARGET, Instant.parse("2026-01-31T00:00:00.123Z"))));
    all.put(
        "table-evolve",
        List.of(
            TableSql.add(TARGET, new BqField("more", BqType.array(BqType.of(Kind.DATE)), false)),
            TableSql.relax(TARGET, "id"),
            TableSql.widen(TARGET, "Total net", BqType.decimal(Kind.NUMERIC, 20, 2)),
            TableSql.drop(STAGE)));
    return all;
  }

  /** For golden files: what is run together stands together. */
  static String text(List<String> statements) {
    return String.join(";\n", statements) + ";\n";
  }
}
