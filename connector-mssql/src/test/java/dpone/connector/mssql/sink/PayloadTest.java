package dpone.connector.mssql.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.publish.StageSql;
import dpone.connector.mssql.publish.Step;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.transfer.Payload;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class PayloadTest {
  @Test
  void payloadsReadBack() {
    StagePayload stage = new StagePayload(Map.of("a", new TableName("s", "t")));
    assertThat(StagePayload.decode(stage.encode())).isEqualTo(stage);
    CommitPayload commit =
        new CommitPayload(
            List.of(new Step("a", Step.Counts.DELETED, "DELETE FROM [t]")), Map.of("a", 3L), "x");
    assertThat(CommitPayload.decode(commit.encode())).isEqualTo(commit);
  }

  @Test
  void aNewerVersionIsRefusedByName() {
    Payload newer = new Payload("mssql", CommitPayload.KIND, 2, "{}");
    assertThatThrownBy(() -> CommitPayload.decode(newer)).hasMessageContaining("version 2");
  }

  @Test
  void aStageIsKnownByItsName() {
    String prefix = StageSql.prefix("shop", "orders");
    assertThat(StageSql.generation(prefix, StageSql.raw(prefix, 3, 41))).isEqualTo(41);
    assertThat(StageSql.generation(prefix, StageSql.typed(prefix, 3, 41))).isEqualTo(41);
    assertThat(StageSql.generation(prefix, prefix + "x_1")).isEqualTo(-1);
    assertThat(StageSql.generation(prefix, "orders")).isEqualTo(-1);
    assertThat(StageSql.raw(prefix, 99, Long.MAX_VALUE).length()).isLessThan(TableName.LONGEST);
  }
}
