package dpone.connector.clickhouse.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.cdc.ChangeSchema;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What takes servers with Keeper, TLS and users of their own. */
@Tag("integration")
class SinkClusterTest {
  private static final String REPLICATED =
      "ReplicatedMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}')";
  private static ClusterServers servers;
  private static SinkServer.Database one;
  private static SinkServer.Database two;

  @BeforeAll
  static void start() {
    servers = ClusterServers.start();
    servers.database(0, "default").run("CREATE DATABASE shop ON CLUSTER main");
    one = servers.database(0, "shop");
    two = servers.database(1, "shop");
  }

  @AfterAll
  static void stop() {
    if (servers != null) {
      servers.close();
    }
  }

  private static SinkMove move(LoadMode mode, String target) {
    SinkMove move = new SinkMove(one);
    move.pipeline = target;
    move.target = target;
    move.mode = mode;
    move.key = mode == LoadMode.INCREMENTAL_APPEND ? List.of() : List.of("id");
    move.options.put("cluster", ClusterServers.CLUSTER);
    move.options.put("engine", REPLICATED);
    move.options.put("order_by", List.of("id"));
    return move;
  }

  private static void bothHold(String query, String... rows) {
    two.run("SYSTEM SYNC REPLICA " + query.replaceAll(".* FROM (\\w+).*", "$1"));
    for (SinkServer.Database server : List.of(one, two)) {
      assertThat(server.rows(query)).containsExactly(rows);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = LoadMode.class,
      names = {"FULL_REFRESH", "INCREMENTAL_APPEND", "INCREMENTAL_MERGE"})
  void everyReplicaHasTheLoad(LoadMode mode) {
    String target = mode.text();
    move(mode, target).row(1, "a").row(2, "b").run();
    bothHold("SELECT id, v FROM " + target + " ORDER BY id", "1\ta", "2\tb");
    move(mode, target).row(2, "c").row(3, "d").run();
    String[] after =
        switch (mode) {
          case FULL_REFRESH -> new String[] {"2\tc", "3\td"};
          case INCREMENTAL_APPEND -> new String[] {"1\ta", "2\tb", "2\tc", "3\td"};
          default -> new String[] {"1\ta", "2\tc", "3\td"};
        };
    bothHold("SELECT id, v FROM " + target + " ORDER BY id, v", after);
  }

  @Test
  void changesGoToAReplicatedLog() {
    SinkMove first = move(LoadMode.FULL_REFRESH, "followed");
    first.scope = LoadRequest.CHANGES;
    first.options.remove("order_by");
    first.row(1, "a").row(2, "b").run();
    SinkMove changes = move(LoadMode.CDC_APPLY, "followed");
    changes.scope = LoadRequest.CHANGES;
    changes.options.remove("order_by");
    changes.schema = ChangeSchema.of(changes.schema, changes.key);
    changes.row(1, 1L, null, 1, "x", null).row(2, 2L, null, 2, null, null).run();
    two.run("SYSTEM SYNC REPLICA followed__changes");
    for (SinkServer.Database server : List.of(one, two)) {
      assertThat(server.rows("SELECT id, v FROM followed")).containsExactly("1\tx");
    }
  }

  @Test
  void rowsDeletedByAStageAreRefusedByName() {
    move(LoadMode.FULL_REFRESH, "refused").row(1, "a").run();
    SinkMove diff = move(LoadMode.SNAPSHOT_DIFF, "refused");
    diff.parameters = Map.of("max_delete_ratio", "1");
    assertThatThrownBy(diff.row(1, "b")::plan)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_TARGET_REPLICATED"));
  }

  @Test
  void loadsOverTls() {
    SinkMove move = new SinkMove(new SinkServer.Database(servers.encrypted(0, "shop")));
    move.pipeline = "tls";
    move.target = "tls";
    move.row(1, "a").run();
    assertThat(one.rows("SELECT id, v FROM tls")).containsExactly("1\ta");
    move.to.connection.remove("ssl_root_cert");
    assertThatThrownBy(move::plan)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_TLS"));
  }

  @Test
  void asksForRightsThatAnAdministratorMayGrant() {
    one.run(
        "CREATE USER OR REPLACE loader IDENTIFIED BY 'loader word'",
        "GRANT SELECT, INSERT ON shop.* TO loader");
    SinkMove move = new SinkMove(one.as("loader", "loader word"));
    move.pipeline = "loader";
    move.target = "granted";
    move.row(1, "a");
    assertThatThrownBy(move::plan)
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("CH_PERMISSION_DENIED"));
    one.run(
        "GRANT SELECT, INSERT, ALTER TABLE, CREATE TABLE, DROP TABLE, TRUNCATE ON shop.* TO loader",
        "GRANT TABLE ENGINE ON MergeTree TO loader");
    move.run();
    assertThat(one.rows("SELECT id, v FROM granted")).containsExactly("1\ta");
  }
}
