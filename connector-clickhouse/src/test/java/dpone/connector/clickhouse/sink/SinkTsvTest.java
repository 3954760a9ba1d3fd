package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.WireChunk;
import dpone.spi.batch.WireFormat;
import dpone.spi.sink.Committer;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StageWriter;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.type.DataType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lines of COPY text that pass undecoded, and those that may not. */
@Tag("integration")
class SinkTsvTest {
  private static final WireFormat FORMAT =
      new WireFormat("postgres-copy-text", "int4,text,date,timestamptz,numeric,float8,bool");
  private static SinkServer.Database to;

  @BeforeAll
  static void server() {
    to = SinkServer.get().database("tsv");
  }

  @BeforeEach
  void clean() {
    to.run("DROP TABLE IF EXISTS t SYNC");
  }

  private static SinkMove move(WireFormat format) {
    SinkMove move = new SinkMove(to);
    move.columns(
        new dpone.spi.type.Field("i", new DataType.Int(32), false, ""),
        SinkMove.field("s", new DataType.Text()),
        SinkMove.field("d", new DataType.Date()),
        SinkMove.field("z", new DataType.TimestampTz(6)),
        SinkMove.field("n", new DataType.Decimal(20, 3)),
        SinkMove.field("f", new DataType.FloatingPoint(64)),
        SinkMove.field("b", new DataType.Bool()));
    move.offered = List.of(format);
    move.options.put("lane", "tsv");
    return move;
  }

  private static void run(SinkMove move, String lines, int rows) {
    try (Sink sink = move.open();
        Committer committer = sink.committer(move.request())) {
      move.fence(committer);
      move.plan = sink.plan(move.request());
      StageHandle stage =
          committer.stage(
              move.plan,
              new LoadId(UUID.randomUUID().toString().replace("-", "")),
              move.generation);
      try (StageWriter writer =
          sink.writer(
              stage,
              move.plan.streams().get(0),
              new Split("s", 0, -1, Payload.empty("test", "split")),
              0)) {
        BatchMemory memory = move.context.reserve();
        byte[] text = lines.getBytes(StandardCharsets.UTF_8);
        try (WireChunk chunk = new WireChunk(FORMAT, text, text.length, rows, memory)) {
          writer.write(chunk);
        }
        committer.commit(committer.prepare(stage, List.of(writer.finish())), Optional.empty());
      }
    }
  }

  @Test
  void keepsEveryValue() {
    SinkMove move = move(FORMAT);
    run(
        move,
        "1\ta\\tb\\\\c\\v\\b\u00e9\t2026-01-31\t2026-01-31 23:59:59.123456+00\t-12345678901234567.891"
            + "\t-1.7976931348623157e+308\tt\n"
            + "2\t\\N\t\\N\t\\N\t\\N\tNaN\tf\n3\t\t1900-01-02\t1900-01-02 00:00:00+00\t0.000\t-0\t\\N\n",
        3);
    assertThat(move.plan.streams().get(0).wire()).contains(FORMAT);
    assertThat(to.rows("SELECT i, hex(s), d, z, n, f, b FROM t ORDER BY i"))
        .containsExactly(
            "1\t6109625C630B08C3A9\t2026-01-31\t2026-01-31 23:59:59.123456\t-12345678901234567.891"
                + "\t-1.7976931348623157e308\ttrue",
            "2\t\\N\t\\N\t\\N\t\\N\tnan\tfalse",
            "3\t\t1900-01-02\t1900-01-02 00:00:00.000000\t0\t-0\t\\N");
  }

  @Test
  void refusesDatesThatTheServerWouldMove() {
    for (String day : List.of("1899-12-31", "2300-01-01", "infinity", "0044-03-15 BC")) {
      SinkMove move = move(FORMAT);
      assertThatThrownBy(() -> run(move, "1\ta\t" + day + "\t\\N\t\\N\t\\N\t\\N\n", 1))
          .as(day)
          .isInstanceOf(dpone.spi.error.DponeException.class);
    }
    for (String at : List.of("1899-12-31 00:00:00+00", "2300-01-01 00:00:00+00", "-infinity")) {
      SinkMove move = move(FORMAT);
      assertThatThrownBy(() -> run(move, "1\ta\t\\N\t" + at + "\t\\N\t\\N\t\\N\n", 1))
          .as(at)
          .isInstanceOf(dpone.spi.error.DponeException.class);
    }
    assertThat(to.rows("EXISTS TABLE t")).containsExactly("0");
  }

  @Test
  void saysWhyRowsAreDecoded() {
    SinkMove move =
        move(
            new WireFormat(
                "postgres-copy-text", "int4,bytea,date,timestamptz,numeric,float8,bool"));
    assertThat(move.plan().streams().get(0).wireFormat()).isNull();
    assertThat(move.plan().streams().get(0).notes())
        .anyMatch(n -> n.contains("and not tsv: s is bytea and Nullable(String)"));
  }
}
