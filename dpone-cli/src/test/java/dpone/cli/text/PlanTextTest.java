package dpone.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.cli.document.PlanDocument;
import dpone.runtime.manifest.ConnectionSpec;
import dpone.runtime.manifest.Manifest;
import dpone.runtime.manifest.RejectsSpec;
import dpone.runtime.manifest.RuntimeSpec;
import dpone.runtime.manifest.SinkSpec;
import dpone.runtime.manifest.SourceSpec;
import dpone.runtime.manifest.StateSpec;
import dpone.runtime.manifest.StreamSpec;
import dpone.runtime.manifest.VerifyGate;
import dpone.runtime.plan.PipelinePlan;
import dpone.runtime.plan.ScopePlan;
import dpone.spi.Increments;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.DriftPolicy;
import dpone.spi.sink.Fence;
import dpone.spi.sink.Fidelity;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadPlan;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Strategy;
import dpone.spi.sink.StreamPlan;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The plan as people and machines read it, to the letter. */
@Tag("unit")
class PlanTextTest {
  private static final StreamInfo INFO =
      new StreamInfo(
          "public.orders",
          new Schema(
              List.of(
                  new Field("id", new DataType.Int(64), false, "bigint"),
                  new Field("total", new DataType.Bool(), true, "boolean")),
              List.of("id")),
          List.of(),
          5_000_000,
          512L << 20,
          List.of("read in 4 ranges of pages"));

  private static ScopePlan scope() {
    StreamSpec spec =
        new StreamSpec(
            new StreamSelection("public.orders", null, List.of(), null, "updated_at", Options.NONE),
            "landing.orders",
            new Strategy(LoadMode.INCREMENTAL_MERGE, List.of("id"), Map.of()),
            Place.UNKNOWN);
    StreamPlan stream =
        new StreamPlan(
            "public.orders",
            "landing.orders",
            List.of(
                new ColumnMapping("id", new DataType.Int(64), "id", "Int64", Fidelity.EXACT, ""),
                new ColumnMapping(
                    "total",
                    new DataType.Bool(),
                    "total",
                    "Float32",
                    Fidelity.LOSSY,
                    "digits are lost")),
            List.of("CREATE TABLE landing.orders (\n  id Int64\n)"),
            "merge",
            null,
            List.of("lane: columns, since the ends differ"));
    return ScopePlan.of(
        List.of(spec),
        List.of(INFO),
        new LoadRequest("orders", "public.orders", List.of()),
        new LoadPlan(CommitClass.STAGED_COMMIT, Fence.STAGE_REMOVAL, List.of(stream)),
        ReadMode.FROM_POSITION,
        CommitClass.STAGED_COMMIT);
  }

  private static PipelinePlan plan() {
    return new PipelinePlan(
        "orders", "postgres", "clickhouse", "files", 2, 64L << 20, List.of(scope()), List.of());
  }

  @Test
  void theHeaderNamesTheZone() {
    Manifest manifest =
        new Manifest(
            "orders",
            Path.of("orders.yaml"),
            new SourceSpec(
                "postgres",
                new ConnectionSpec.Service("postgres", "shop", null, null, Options.NONE),
                Options.NONE,
                List.of(),
                Increments.BY_CURSOR),
            new SinkSpec(
                "clickhouse",
                new ConnectionSpec.Direct(Options.NONE),
                Options.NONE,
                new SchemaEvolution(DriftPolicy.EVOLVE, DriftPolicy.EVOLVE, DriftPolicy.FAIL),
                Set.of()),
            new StateSpec.Files(Path.of("/w/.dpone/state")),
            new RejectsSpec(null, 0),
            new RuntimeSpec(
                2,
                64L << 20,
                new RuntimeSpec.Retry(5, Duration.ZERO, Duration.ZERO, Duration.ZERO),
                new RuntimeSpec.Changes(false, Duration.ZERO, 1, Duration.ZERO),
                null),
            VerifyGate.OFF,
            List.of());
    assertThat(PlanText.header("1.2.3", manifest, ZoneId.of("Asia/Kathmandu")))
        .isEqualTo(
            """
            dpone 1.2.3, pipeline orders (orders.yaml)
              source    postgres, development service postgres, database shop
              sink      clickhouse
              state     files in /w/.dpone/state
              bounds    2 splits at a time, 64 MB of batches in flight
              zone      Asia/Kathmandu (the JVM's; no value that is moved depends on it)
            """);
  }

  @Test
  void thePlanSaysWhatAndWhy() {
    assertThat(PlanText.plan(plan()))
        .isEqualTo(
            """

              public.orders -> landing.orders
                mode      incremental_merge by id; reads from the last updated_at on, rows at it again
                rows      about 5,000,000, about 512 MB
                lane      columns: decoded into columnar batches
                publish   merge; older runs are fenced by removing their stage
                promise   staged-commit: published once, the load id recorded with it, then the position
                columns   2, 1 exact, 0 widening, 1 lossy
                lossy     total: bool -> Float32, digits are lost
                ddl       CREATE TABLE landing.orders ( id Int64 )
                why       read in 4 ranges of pages
                          lane: columns, since the ends differ
            """);
  }

  @Test
  void thePlanIsADocumentToo() {
    assertThat(PlanDocument.of(plan()).toString())
        .isEqualTo(
            ("{'pipeline':'orders','source':'postgres','sink':'clickhouse','state':'files',"
                    + "'parallelism':2,'memoryBytes':67108864,'streams':[{'name':'public.orders',"
                    + "'scope':'public.orders','target':'landing.orders',"
                    + "'mode':'incremental_merge','cursor':'updated_at',"
                    + "'reads':'from-position','lane':'columns','publish':'merge',"
                    + "'commitClass':'staged-commit','fence':'stage-removal',"
                    + "'estimatedRows':5000000,'estimatedBytes':536870912,'uniqueKey':['id'],"
                    + "'columns':[{'source':'id','type':'int64','target':'id','targetType':'Int64',"
                    + "'fidelity':'exact','note':''},{'source':'total','type':'bool',"
                    + "'target':'total','targetType':'Float32','fidelity':'lossy',"
                    + "'note':'digits are lost'}],'ddl':['CREATE TABLE landing.orders (\\n"
                    + "  id Int64\\n)'],'sourceNotes':['read in 4 ranges of pages'],"
                    + "'sinkNotes':['lane: columns, since the ends differ']}],'warnings':[]}")
                .replace('\'', '"'));
  }

  @Test
  void aStreamIsATable() {
    assertThat(PlanText.stream(INFO))
        .isEqualTo(
            """
            COLUMN  TYPE   NATIVE TYPE  NULL  KEY
            id      int64  bigint       no    1
            total   bool   boolean      yes
            rows      about 5,000,000, about 512 MB
            note      read in 4 ranges of pages
            """);
  }
}
