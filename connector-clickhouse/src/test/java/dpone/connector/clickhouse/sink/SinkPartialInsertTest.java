package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.clickhouse.sql.TableName;
import dpone.connector.clickhouse.stage.StageNames;
import dpone.spi.error.DponeException;
import dpone.spi.sink.Committer;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Sink;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A client may commit part of a failed insert: one whose caller fails in mid-body may end the body
 * in good order while it unwinds, as the official one does. What it commits is in a piece, and
 * cannot reach the target.
 */
@Tag("integration")
class SinkPartialInsertTest {
  private static final int ROWS = 1000;
  private static SinkServer.Database to;
  private SinkMove move;
  private Sink sink;
  private Committer committer;
  private StageHandle stage;
  private TableName piece;

  /** How an insert fails in the middle of its body. */
  enum Ending {
    /** The body is ended as if it were whole. */
    CLEAN,
    /** The connection breaks within a chunk. */
    BROKEN
  }

  @BeforeAll
  static void server() {
    to = SinkServer.get().database("partial");
  }

  @BeforeEach
  void stage() {
    to.run(
        "DROP TABLE IF EXISTS t SYNC",
        "CREATE TABLE t (id Int64, v Nullable(String)) ENGINE = MergeTree ORDER BY id",
        "INSERT INTO t VALUES (-1, 'before')");
    move = new SinkMove(to);
    move.mode = LoadMode.INCREMENTAL_APPEND;
    for (int i = 0; i < ROWS; i++) {
      move.row(i, "row " + i);
    }
    sink = move.open();
    committer = sink.committer(move.request());
    move.fence(committer);
    move.plan = sink.plan(move.request());
    stage =
        committer.stage(
            move.plan, new LoadId(UUID.randomUUID().toString().replace("-", "")), move.generation);
    TableName table = StageNames.of(move.pipeline, move.scope).stage("partial", move.generation, 0);
    piece = StageNames.piece(table, 0, 0);
    to.run("CREATE TABLE IF NOT EXISTS " + piece.sql() + " AS " + table.sql());
  }

  /** Sends half of the rows of an insert, and then no more. */
  private static void half(TableName piece, Ending ending) throws IOException {
    URI url = URI.create(to.connection.get("url"));
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS / 2; i++) {
      rows.append(i).append("\tpartial ").append(i).append('\n');
    }
    byte[] chunk = rows.toString().getBytes(StandardCharsets.UTF_8);
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      OutputStream out = socket.getOutputStream();
      String query =
          ("INSERT INTO " + piece.sql() + " FORMAT TabSeparated")
              .replace(" ", "%20")
              .replace("`", "%60");
      out.write(
          ("POST /?query="
                  + query
                  + " HTTP/1.1\r\nHost: "
                  + url.getAuthority()
                  + "\r\nX-ClickHouse-User: "
                  + to.connection.get("user")
                  + "\r\nX-ClickHouse-Key: "
                  + to.connection.get("password")
                  + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                  + Integer.toHexString(ending == Ending.CLEAN ? chunk.length : chunk.length * 2)
                  + "\r\n")
              .getBytes(StandardCharsets.UTF_8));
      out.write(chunk);
      if (ending == Ending.CLEAN) {
        out.write("\r\n0\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      } else {
        socket.shutdownOutput();
      }
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith(ending == Ending.CLEAN ? "HTTP/1.1 200" : "HTTP/1.1 500");
    }
  }

  private static String rows(TableName table) {
    return to.value("SELECT count() FROM " + table.sql());
  }

  private void holdsEachRowOnce() {
    assertThat(to.value("SELECT count(), uniqExact(id), countIf(v LIKE 'partial%') FROM t"))
        .isEqualTo((ROWS + 1) + "\t" + (ROWS + 1) + "\t0");
  }

  @ParameterizedTest
  @EnumSource(Ending.class)
  void whatAFailedAttemptCommittedStaysInItsPiece(Ending ending) throws IOException {
    half(piece, ending);
    assertThat(rows(piece)).isEqualTo(ending == Ending.CLEAN ? "500" : "0");
    WriteReceipt second = move.write(sink, stage, 0, 0, 1);
    assertThat(to.value("SELECT count() FROM t")).isEqualTo("1");
    committer.commit(committer.prepare(stage, List.of(second)), Optional.empty());
    holdsEachRowOnce();
    end();
  }

  @Test
  void whatIsCommittedBesideAWriterFailsIt() throws IOException {
    half(piece, Ending.CLEAN);
    assertThatThrownBy(() -> move.write(sink, stage, 0, 0, 0))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_ROWS_DROPPED"));
    assertThat(to.rows("SELECT id, v FROM t")).containsExactly("-1\tbefore");
    end();
  }

  @Test
  void whatIsCommittedAfterAWriterFailsTheStage() throws IOException {
    WriteReceipt receipt = move.write(sink, stage, 0, 0, 0);
    half(piece, Ending.CLEAN);
    assertThatThrownBy(() -> committer.prepare(stage, List.of(receipt)))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_ROWS_DROPPED"));
    assertThat(to.rows("SELECT id, v FROM t")).containsExactly("-1\tbefore");
    end();
  }

  private void end() {
    committer.abort(stage.loadId(), stage.generation());
    assertThat(
            to.rows(
                "SELECT name FROM system.tables WHERE database = 'partial' AND name LIKE '%\\_g%'"))
        .isEmpty();
    committer.close();
    sink.close();
  }
}
