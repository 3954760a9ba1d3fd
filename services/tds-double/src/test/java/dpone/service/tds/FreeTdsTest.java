package dpone.service.tds;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import dpone.service.tds.wire.SqlType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The double held against FreeTDS, a client in C. */
@Tag("integration")
class FreeTdsTest {
  private static final Map<String, String> SETUP = Map.of("TDSVER", "7.4", "LC_ALL", "C.UTF-8");

  @TempDir Path folder;

  @BeforeEach
  void installed() {
    OtherClients.need("tsql");
    OtherClients.need("freebcp");
  }

  private String tsql(TdsDouble server, String password, String statement) throws Exception {
    return OtherClients.run(
        folder,
        SETUP,
        statement + "\ngo\nexit\n",
        List.of(
            "tsql",
            "-H",
            "127.0.0.1",
            "-p",
            "" + server.port(),
            "-U",
            "sa",
            "-P",
            password,
            "-D",
            "shop"));
  }

  private static Script script() {
    return Drivers.script().on(Pattern.compile("(?i)(use|set(?! fmtonly)) .*"), Answer.done());
  }

  @Test
  void readsEveryType() throws Exception {
    EveryType all = EveryType.modern();
    // FreeTDS knows no json and no types of users' own in its text client.
    List<Column> columns =
        all.columns().stream()
            .filter(c -> c.type().kind() != Kind.UDT && c.type().kind() != Kind.SQL_VARIANT)
            .toList();
    Object[] row = columns.stream().map(c -> all.usual(all.columns().indexOf(c))).toArray();
    Script script =
        script()
            .on("SELECT * FROM every_type", Answer.rows(columns, row, new Object[columns.size()]));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script))) {
      String said = tsql(server, "secret", "SELECT * FROM every_type");
      assertThat(said)
          .contains("2 rows")
          .contains("00112233-4455-6677-8899-AABBCCDDEEFF")
          .contains("-7")
          .contains("12.3456")
          .contains("жизнь €")
          .contains("{\"a\":1}")
          .contains("<a>ж</a>")
          .contains("NULL");
      assertThat(server.troubles()).isEmpty();
      assertThat(script.unknown()).isEmpty();
    }
  }

  @Test
  void tellsErrors() throws Exception {
    Script script = script().on("DELETE FROM t", Answer.error(547, 16, 3, "a constraint"));
    try (TdsDouble server = TdsDouble.start(Settings.plain(script))) {
      assertThat(tsql(server, "secret", "DELETE FROM t"))
          .contains("Msg 547 (severity 16, state 3)")
          .contains("a constraint");
      assertThat(tsql(server, "secret", "DELETE FROM u"))
          .contains("knows no statement like: DELETE FROM u");
      assertThat(tsql(server, "wrong", "DELETE FROM t")).contains("18456");
    }
  }

  @Test
  void loadsInBulk() throws Exception {
    List<Column> columns =
        List.of(
            Column.of("i", Kind.INT),
            Column.of("b", Kind.BIGINT),
            Column.of("n", SqlType.units(Kind.NVARCHAR, 20)),
            Column.of("v", SqlType.bytes(Kind.VARCHAR, 20)),
            Column.of("f", Kind.FLOAT));
    BulkRows loaded = new BulkRows();
    Script script =
        script()
            .on(
                Pattern.compile("(?i).*SET FMTONLY ON select \\* from .*"),
                Answer.done().and(Answer.rows(columns)).and(Answer.done()))
            .on(Pattern.compile("(?i)insert bulk .*"), Answer.bulk(loaded));
    Path rows = Files.writeString(folder.resolve("rows.csv"), "1,10,жизнь,abc,1.5\n2,,,,-2.25\n");
    try (TdsDouble server = TdsDouble.start(Settings.plain(script))) {
      String said =
          OtherClients.run(
              folder,
              SETUP,
              "",
              List.of(
                  "freebcp",
                  "shop..target",
                  "in",
                  rows.toString(),
                  "-c",
                  "-t",
                  ",",
                  "-S",
                  "127.0.0.1:" + server.port(),
                  "-U",
                  "sa",
                  "-P",
                  "secret"));
      assertThat(said).as("after %s", script.seen()).contains("2 rows copied");
      assertThat(script.unknown()).isEmpty();
      assertThat(server.troubles()).isEmpty();
      assertThat(loaded.rows().getFirst()).containsExactly(1, 10L, "жизнь", "abc", 1.5);
      assertThat(loaded.rows().getLast()).containsExactly(2, null, null, null, -2.25);
    }
  }
}
