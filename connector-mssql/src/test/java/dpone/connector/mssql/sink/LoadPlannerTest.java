package dpone.connector.mssql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.catalog.TableInfo;
import dpone.connector.mssql.sql.TableName;
import dpone.connector.mssql.testing.TestOptions;
import dpone.connector.mssql.type.MsType;
import dpone.spi.error.DponeException;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class LoadPlannerTest {
  private static final TableName TARGET = new TableName("landing", "orders");
  private static final Schema SCHEMA =
      new Schema(
          List.of(
              new Field("id", new DataType.Text(), false, "text"),
              new Field("total", new DataType.Decimal(10, 2), true, "numeric(10,2)")),
          List.of("id"));

  private static StreamLoad load(LoadMode mode, List<String> key, SchemaEvolution evolution) {
    return new StreamLoad(
        "postgres",
        "orders",
        "landing.orders",
        SCHEMA,
        new Strategy(mode, key, Map.of()),
        evolution,
        Set.of(),
        List.of(),
        -1);
  }

  private static StreamLoad merge() {
    return load(LoadMode.INCREMENTAL_MERGE, List.of("id"), SchemaEvolution.DEFAULT);
  }

  private static PlannedStream plan(StreamLoad load, TableInfo existing, String... options) {
    return new LoadPlanner(TestOptions.of(SinkOptions.SPEC, options))
        .plan(load, TARGET, existing, null);
  }

  private static ColumnInfo column(String name, MsType type, boolean nullable) {
    return new ColumnInfo(name, type, nullable, false, false, false, null);
  }

  private static TableInfo table(List<String> ties, ColumnInfo... columns) {
    return new TableInfo(TARGET, false, List.of(columns), List.of(), -1, -1, ties);
  }

  private static void refused(StreamLoad load, TableInfo existing, String code, String word) {
    assertThatThrownBy(() -> plan(load, existing))
        .isInstanceOfSatisfying(
            DponeException.class,
            error -> {
              assertThat(error.code()).isEqualTo(code);
              assertThat(error.oneLine()).contains(word);
              assertThat(error.remedy()).isNotEmpty();
            });
  }

  @Test
  void makesATableWhoseKeyCanBeIndexed() {
    PlannedStream planned = plan(merge(), null);
    assertThat(planned.plan().ddl())
        .containsExactly(
            "CREATE TABLE [landing].[orders] ([id] nvarchar(450) NOT NULL, [total] decimal(10,2)"
                + " NULL, PRIMARY KEY CLUSTERED ([id]))");
    assertThat(planned.plan().notes()).anyMatch(note -> note.contains("nvarchar(450)"));
    assertThat(planned.key()).containsExactly("id");
  }

  @Test
  void followsTheTargetsOwnTypesAndCollations() {
    ColumnInfo id =
        new ColumnInfo(
            "ID", MsType.sized("nvarchar", 40), false, false, false, false, "Latin1_General_CI_AS");
    PlannedStream planned =
        plan(merge(), table(List.of(), id, column("total", MsType.decimal(12, 4), true)));
    assertThat(planned.plan().ddl()).isEmpty();
    assertThat(planned.key()).containsExactly("ID");
    assertThat(planned.columns().get(0).collation()).isEqualTo("Latin1_General_CI_AS");
  }

  @Test
  void addsAColumnOrRefusesTo() {
    TableInfo narrow = table(List.of(), column("id", MsType.sized("nvarchar", 40), false));
    assertThat(plan(merge(), narrow).plan().ddl())
        .containsExactly("ALTER TABLE [landing].[orders] ADD [total] decimal(10,2) NULL");
    SchemaEvolution fail =
        new SchemaEvolution(DriftPolicy.FAIL, DriftPolicy.FAIL, DriftPolicy.FAIL);
    StreamLoad strict = load(LoadMode.INCREMENTAL_MERGE, List.of("id"), fail);
    refused(strict, narrow, "MSSQL_SCHEMA_DRIFT", "total");
    refused(strict, null, "MSSQL_TABLE_NOT_FOUND", "landing.orders");
  }

  @Test
  void aColumnThatTheStreamLostStaysUnlessThePolicyIsToFail() {
    TableInfo wide =
        table(
            List.of(),
            column("id", MsType.sized("nvarchar", 40), false),
            column("total", MsType.decimal(10, 2), true),
            column("gone", MsType.of("int"), true));
    assertThat(plan(merge(), wide).plan().notes()).anyMatch(note -> note.contains("gone"));
    SchemaEvolution fail =
        new SchemaEvolution(DriftPolicy.EVOLVE, DriftPolicy.FAIL, DriftPolicy.EVOLVE);
    refused(
        load(LoadMode.INCREMENTAL_MERGE, List.of("id"), fail), wide, "MSSQL_SCHEMA_DRIFT", "gone");
  }

  @Test
  void refusesByColumnWhatWouldLose() {
    TableInfo lossy =
        table(
            List.of(),
            column("id", MsType.sized("varchar", 40), false),
            column("total", MsType.decimal(10, 2), true));
    refused(merge(), lossy, "MSSQL_TYPE_DRIFT", "column id");
    TableInfo narrow =
        table(
            List.of(),
            column("id", MsType.sized("nvarchar", 40), false),
            column("total", MsType.of("float"), true));
    refused(merge(), narrow, "MSSQL_TYPE_DRIFT", "column total");
    TableInfo required =
        table(
            List.of(),
            column("id", MsType.sized("nvarchar", 40), false),
            column("total", MsType.decimal(10, 2), true),
            column("note", MsType.of("int"), false));
    refused(merge(), required, "MSSQL_SCHEMA_DRIFT", "note");
  }

  @Test
  void refusesModesAndSwapsThatItDoesNotDo() {
    refused(
        load(LoadMode.PARTITION_REPLACE, List.of(), SchemaEvolution.DEFAULT),
        null,
        "MSSQL_COLUMN_NOT_FOUND",
        "partition_by");
    SchemaEvolution discard =
        new SchemaEvolution(DriftPolicy.EVOLVE, DriftPolicy.DISCARD, DriftPolicy.EVOLVE);
    refused(load(LoadMode.CDC_APPLY, List.of("id"), discard), null, "UNSUPPORTED", "cdc_apply");
    refused(
        load(LoadMode.INCREMENTAL_MERGE, List.of(), SchemaEvolution.DEFAULT),
        null,
        "MSSQL_KEY_MISSING",
        "unique key");
    refused(
        load(LoadMode.REPLACE, List.of(), SchemaEvolution.DEFAULT),
        null,
        "MSSQL_INVALID_OPTION",
        "strategy.where");
    StreamLoad full = load(LoadMode.FULL_REFRESH, List.of(), SchemaEvolution.DEFAULT);
    ColumnInfo id = column("id", MsType.sized("nvarchar", 40), true);
    ColumnInfo total = column("total", MsType.decimal(10, 2), true);
    assertThat(plan(full, table(List.of(), id, total), "publish", "swap").plan().publish())
        .isEqualTo("swap");
    assertThatThrownBy(
            () -> plan(full, table(List.of("indexes", "triggers"), id, total), "publish", "swap"))
        .hasMessageContaining("indexes, triggers");
    assertThat(plan(full, table(List.of(TableInfo.REFERENCED), id, total)).plan().publish())
        .isEqualTo("delete, then insert");
    assertThat(plan(full, table(List.of("indexes"), id, total)).plan().publish())
        .isEqualTo("truncate, then insert");
  }

  private static StreamLoad history(Map<String, String> parameters) {
    return new StreamLoad(
        "postgres",
        "orders",
        "landing.orders",
        SCHEMA,
        new Strategy(LoadMode.SCD2, List.of("id"), parameters),
        SchemaEvolution.DEFAULT,
        Set.of(),
        List.of(),
        -1);
  }

  @Test
  void makesATableOfVersions() {
    assertThat(plan(history(Map.of("valid_from", "since")), null).plan().ddl())
        .containsExactly(
            "CREATE TABLE [landing].[orders] ([id] nvarchar(450) NOT NULL, [total] decimal(10,2)"
                + " NULL, [since] datetime2(7) NOT NULL, [valid_to] datetime2(7) NULL,"
                + " [is_current] bit NOT NULL)",
            "CREATE UNIQUE INDEX [dpone_open_version] ON [landing].[orders] ([id]) WHERE"
                + " [is_current] = 1");
  }

  @Test
  void refusesATargetThatCannotKeepVersions() {
    ColumnInfo id = column("id", MsType.sized("nvarchar", 40), false);
    ColumnInfo total = column("total", MsType.decimal(10, 2), true);
    ColumnInfo from = column("valid_from", MsType.scaled("datetime2", 7), false);
    ColumnInfo to = column("valid_to", MsType.scaled("datetime2", 7), true);
    ColumnInfo current = column("is_current", MsType.of("bit"), false);
    StreamLoad load = history(Map.of());
    assertThat(plan(load, table(List.of(), id, total, from, to, current)).plan().publish())
        .isEqualTo("close and open versions");
    refused(load, table(List.of(), id, total, from, to), "MSSQL_SCHEMA_DRIFT", "is_current");
    TableInfo keyed =
        new TableInfo(
            TARGET, false, List.of(id, total, from, to, current), List.of("id"), -1, -1, List.of());
    refused(load, keyed, "MSSQL_SCHEMA_DRIFT", "primary key");
    refused(history(Map.of("valid_to", "total")), null, "MSSQL_INVALID_OPTION", "total");
    refused(history(Map.of("tracked_columns", "x")), null, "MSSQL_COLUMN_NOT_FOUND", "x");
  }
}
