package dpone.connector.mssql.switching;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.connector.mssql.MssqlConnector;
import dpone.connector.mssql.sink.SinkOptions;
import dpone.connector.mssql.testing.Landing;
import dpone.connector.mssql.testing.Shop;
import dpone.connector.mssql.testing.TestOptions;
import dpone.service.tds.Answer;
import dpone.service.tds.BulkRows;
import dpone.service.tds.Script;
import dpone.service.tds.Settings;
import dpone.service.tds.TdsDouble;
import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamLoad;
import dpone.spi.testing.TestContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the catalogue may tell of a table that the stand-in has none of, each thing by its name. */
@Tag("integration")
class HindrancesTest {
  private static final SqlType TEXT = SqlType.units(Kind.NVARCHAR, 128);

  private final Script script = Shop.script(new BulkRows());

  private void on(String begin, int cells, Object[]... rows) {
    Object[] shape = rows.length == 0 ? new Object[cells] : rows[0];
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < cells; i++) {
      boolean text = shape[i] == null || shape[i] instanceof String;
      columns.add(Column.of("c" + i, text ? TEXT : SqlType.of(Kind.INT)));
    }
    script.on(Pattern.compile("(?is)" + begin + ".*"), Answer.rows(columns, rows));
  }

  private static Object[] flags(int count, Object... then) {
    List<Object> cells = new ArrayList<>(Collections.nCopies(count, 1));
    cells.addAll(Arrays.asList(then));
    return cells.toArray();
  }

  private static Object[] column(String name, int from, Object definition) {
    List<Object> cells = new ArrayList<>();
    cells.add(name);
    for (int i = 0; i < 13; i++) {
      cells.add(from);
    }
    cells.add(definition);
    return cells.toArray();
  }

  private DponeException refused() {
    StreamLoad load =
        new StreamLoad(
            "postgres",
            "orders",
            "landing.orders",
            Landing.SCHEMA,
            new Strategy(LoadMode.PARTITION_REPLACE, List.of(), Map.of("partition_by", "day")),
            SchemaEvolution.DEFAULT,
            Set.of(),
            List.of(),
            -1);
    try (TdsDouble server = TdsDouble.start(Settings.plain(script));
        Sink sink =
            new MssqlConnector()
                .sink(
                    new Endpoint(
                        TestOptions.toDouble(server.port()),
                        TestOptions.of(SinkOptions.SPEC, SinkOptions.PUBLISH, "switch")),
                    new TestContext())) {
      DponeException error =
          catchThrowableOfType(
              DponeException.class,
              () -> sink.plan(new LoadRequest("shop", "orders", List.of(load))));
      assertThat(script.unknown()).isEmpty();
      return error;
    }
  }

  @Test
  void everyHindranceIsNamedWithItsRemedy() {
    on("SELECT t.temporal_type", 15, flags(13, 0, "LOBS"));
    on("SELECT c.name, c.is_identity", 15, column("odd", 1, "((1))"));
    on(
        "SELECT i.index_id",
        10,
        new Object[] {1, "pk", 1, 1, 1, 0, 1, "", "days", "by_day"},
        new Object[] {2, "apart", 2, 0, 0, 0, 0, "", "PRIMARY", null},
        new Object[] {3, "shapes", 4, 0, 0, 0, 0, "", "days", "by_day"});
    on("SELECT k.index_id", 6, new Object[] {1, "day", 1, 0, 0, 1});
    on("SELECT p.index_id", 3, new Object[] {1, 2, "PAGE"});
    on("SELECT k.name, k.definition", 3, new Object[] {"ck", "(1=1)", 1});
    DponeException error = refused();
    assertThat(error.code()).isEqualTo("MSSQL_OPTION_UNSUPPORTED");
    assertThat(error.oneLine())
        .contains(
            "(temporal)",
            "memory-optimized",
            "FileTable",
            "published for replication",
            "change data capture",
            "change tracking",
            "has triggers",
            "foreign keys of other tables",
            "has foreign keys",
            "full-text index",
            "indexed view",
            "large values in a way of its own",
            "ANSI_NULLS OFF",
            "odd is an identity",
            "generates the column odd",
            "odd is sparse",
            "odd is a column set",
            "odd is ROWGUIDCOL",
            "odd is a FILESTREAM",
            "odd is hidden",
            "odd is of an XML schema collection",
            "odd is bound to a rule",
            "odd is encrypted",
            "odd was made with ANSI_PADDING OFF",
            "odd has a type of the database's own",
            "a default is bound to the column odd",
            "clustered index pk is disabled",
            "index apart is not aligned",
            "index shapes is neither",
            "constraint ck is NOT FOR REPLICATION");
    assertThat(error.remedy())
        .contains("sp_cdc_disable_table", "DISABLE CHANGE_TRACKING", "a switch fires none")
        .endsWith("or leave sink.publish out");
  }

  @Test
  void anOrdinaryDividedTableHasNone() {
    on("SELECT t.temporal_type", 15, new Object[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, null});
    on("SELECT c.name, c.is_identity", 15, column("id", 0, null), column("day", 0, null));
    on("SELECT i.index_id", 10, new Object[] {0, null, 0, 0, 0, 0, 0, null, "days", "by_day"});
    on("SELECT k.index_id", 6, new Object[] {0, "day", 0, 0, 0, 1});
    on("SELECT p.index_id", 3);
    on("SELECT k.name, k.definition", 3);
    assertThat(refused()).isNull();
  }
}
