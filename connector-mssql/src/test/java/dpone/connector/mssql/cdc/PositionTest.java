package dpone.connector.mssql.cdc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.transfer.Position;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Places in the log, and how they are stored. */
@Tag("unit")
@org.junit.jupiter.api.Tag("unit")
class PositionTest {
  private static final LogPosition POSITION =
      new LogPosition(
          LogPosition.CDC,
          new ChangePoint(new Lsn(0x2A, 7), new Lsn(1, 2), ChangePoint.AFTER),
          "shop",
          Map.of("dbo.t", new LogPosition.Stream("dbo_t", 101, 99, new Lsn(3, 0))));

  @Property
  void placesAreInTheOrderOfTheirBytes(
      @ForAll long high, @ForAll @IntRange(max = 0xFFFF) int low, @ForAll long other) {
    Lsn one = new Lsn(high, low);
    Lsn two = new Lsn(other, 3);
    assertThat(Lsn.of(one.bytes())).isEqualTo(one);
    assertThat(Lsn.parse(one.toString())).isEqualTo(one);
    assertThat(Integer.signum(one.compareTo(two)))
        .isEqualTo(Integer.signum(java.util.Arrays.compareUnsigned(one.bytes(), two.bytes())));
    assertThat(one.next().previous()).isEqualTo(one);
  }

  @Test
  void aPositionIsStoredAndReadBack() {
    Position stored = POSITION.encode();
    assertThat(stored.payload().json())
        .isEqualTo(
            "{\"lsn\":\"0x000000000000002A0007\",\"seqval\":\"0x00000000000000010002\",\"operation\":4,"
                + "\"database\":\"shop\",\"streams\":{\"dbo.t\":{\"instance\":\"dbo_t\","
                + "\"id\":101,\"object\":99,\"from\":\"0x00000000000000030000\"}}}");
    assertThat(stored.display()).isEqualTo("lsn 0x000000000000002A0007, within the transaction");
    assertThat(LogPosition.decode(stored, LogPosition.CDC)).isEqualTo(POSITION);
  }

  @Test
  void thePositionOfAnotherLogIsRefused() {
    assertThatThrownBy(() -> LogPosition.decode(POSITION.encode(), LogPosition.TRACKING))
        .hasMessageContaining("expected mssql/change_tracking");
    assertThatThrownBy(() -> Lsn.parse("0x12")).hasMessageContaining("no log sequence number");
    assertThatThrownBy(() -> Lsn.parse("0x" + "zz".repeat(10)))
        .hasMessageContaining("no log sequence number");
  }

  @Test
  void whatIsNeededNextIsWithinATransactionOrAfterIt() {
    assertThat(ChangePoint.end(new Lsn(1, 0xFFFF)).needed()).isEqualTo(new Lsn(2, 0));
    assertThat(POSITION.point().needed()).isEqualTo(POSITION.point().lsn());
  }

  @Test
  void placesOfTheLogsOwnViews() {
    assertThat(Lsn.ofLog("0000002a:00000188:0001")).isEqualTo(Lsn.parse("0x0000002A000001880001"));
    assertThat(Lsn.ofLog("2a:188:1")).isEqualTo(Lsn.parse("0x0000002A000001880001"));
    assertThat(Lsn.ofLog("ffffffff:fffffffe:ffff").toString()).isEqualTo("0xFFFFFFFFFFFFFFFEFFFF");
    for (String none : java.util.List.of("", "1:2", "1:2:10000", "x:2:3", "1:2:3:4")) {
      org.assertj.core.api.Assertions.assertThatThrownBy(() -> Lsn.ofLog(none))
          .isInstanceOf(dpone.spi.error.DponeException.class);
    }
  }
}
