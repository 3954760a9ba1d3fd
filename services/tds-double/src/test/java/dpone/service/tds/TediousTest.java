package dpone.service.tds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dpone.service.tds.wire.Column;
import dpone.service.tds.wire.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The double held against tedious, a client in JavaScript, where it is in {@code
 * DPONE_CACHE/tedious}.
 */
@Tag("integration")
class TediousTest {
  private static final String PROGRAM =
      """
      const { Connection, Request, TYPES } = require('tedious');
      const connection = new Connection({ server: '127.0.0.1', authentication: { type: 'default', options: { userName: 'sa', password: 'secret' } },
        options: { port: Number(process.argv[2]), encrypt: false, database: 'shop', rowCollectionOnRequestCompletion: true, useUTC: true } });
      const ask = (sql, next) => connection.execSqlBatch(new Request(sql, (error, count, rows) => {
        if (error) console.log('ERROR ' + error.number + ' ' + error.class + ' ' + error.state + ' ' + error.message);
        for (const row of rows || []) console.log('ROW ' + JSON.stringify(row.map(cell => cell.value)));
        next();
      }));
      connection.on('connect', error => {
        if (error) { console.log('LOGIN ' + error); process.exit(1); }
        ask('SELECT * FROM every_type', () => ask('DELETE FROM t', () => connection.beginTransaction(() => {
          const load = connection.newBulkLoad('target', (error, count) => {
            console.log('LOADED ' + (error || count));
            connection.commitTransaction(() => { console.log('COMMITTED'); connection.close(); });
          });
          load.addColumn('i', TYPES.Int, { nullable: true });
          load.addColumn('n', TYPES.NVarChar, { length: 20, nullable: true });
          connection.execBulkLoad(load, [[1, 'ж'], [2, null]]);
        })));
      });
      connection.connect();
      """;

  @TempDir Path folder;

  @Test
  void readsEveryTypeTellsErrorsAndLoads() throws Exception {
    OtherClients.need("node");
    String cache = System.getenv("DPONE_CACHE");
    assumeTrue(
        cache != null && Files.isDirectory(Path.of(cache, "tedious", "node_modules", "tedious")),
        "tedious is not in DPONE_CACHE");
    EveryType all = EveryType.modern();
    // It knows no json.
    List<Column> columns =
        all.columns().stream().filter(c -> c.type().kind() != Kind.SQL_VARIANT).toList();
    Object[] row = columns.stream().map(c -> all.usual(all.columns().indexOf(c))).toArray();
    BulkRows loaded = new BulkRows();
    Script script =
        Drivers.script()
            .on(Pattern.compile("(?i)set .*"), Answer.done())
            .on("SELECT * FROM every_type", Answer.rows(columns, row, new Object[columns.size()]))
            .on("DELETE FROM t", Answer.error(547, 16, 3, "a constraint"))
            .on(Pattern.compile("(?i)insert bulk target ?\\(.*"), Answer.bulk(loaded));
    Path program = Files.writeString(folder.resolve("program.js"), PROGRAM);
    try (TdsDouble server = TdsDouble.start(Settings.plain(script))) {
      String said =
          OtherClients.run(
              folder,
              Map.of("NODE_PATH", cache + "/tedious/node_modules"),
              "",
              List.of("node", program.toString(), "" + server.port()));
      assertThat(said)
          .contains(
              "жизнь €",
              "00112233-4455-6677-8899-AABBCCDDEEFF",
              "12.3456",
              "2024-02-29T12:34:56.997Z")
          .contains("ERROR 547 16 3 a constraint")
          .contains("LOADED 2", "COMMITTED");
      assertThat(loaded.rows())
          .containsExactly(java.util.Arrays.asList(1, "ж"), java.util.Arrays.asList(2, null));
      assertThat(script.unknown()).isEmpty();
      assertThat(server.troubles()).isEmpty();
    }
  }
}
