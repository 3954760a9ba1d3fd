package dpone.connector.mssql.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.catalog.ColumnInfo;
import dpone.connector.mssql.type.MsType;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SourceTest {
  private static final List<ColumnInfo> COLUMNS =
      List.of(
          column("id", MsType.of("int")),
          column("changed", MsType.scaled("datetime2", 3)),
          column("version", MsType.of("timestamp")),
          column("anything", MsType.of("sql_variant")),
          column("name", MsType.sized("nvarchar", 10)));

  private static ColumnInfo column(String name, MsType type) {
    return new ColumnInfo(name, type, true, false, false, false, null);
  }

  private static StreamSelection selection(String cursor, String... columns) {
    return new StreamSelection("orders", "SELECT 1", List.of(columns), null, cursor, Options.NONE);
  }

  private static ReadReceipt receipt(String last) {
    String detail = "{\"last\":" + (last == null ? "null" : "\"" + last + "\"") + "}";
    return new ReadReceipt(
        "orders", 0, 3, 0, 0, new Payload("mssql", CursorReader.KIND, 1, detail));
  }

  @Test
  void refusesByColumnWhatHasNoMapping() {
    assertThatThrownBy(() -> Described.of(selection(null), null, COLUMNS))
        .isInstanceOfSatisfying(
            DponeException.class,
            error -> {
              assertThat(error.code()).isEqualTo("MSSQL_TYPE_UNMAPPED");
              assertThat(error.place().field()).isEqualTo("anything");
              assertThat(error.remedy()).contains("CAST");
            });
    assertThat(Described.of(selection(null, "id"), null, COLUMNS).schema().names())
        .containsExactly("id");
  }

  @Test
  void suggestsColumnsAndRefusesCursorsWithoutAnOrder() {
    assertThatThrownBy(() -> Described.of(selection(null, "chnged"), null, COLUMNS))
        .isInstanceOfSatisfying(
            DponeException.class, error -> assertThat(error.remedy()).contains("changed"));
    assertThatThrownBy(() -> Described.of(selection("name", "id"), null, COLUMNS))
        .hasMessageContaining("cannot be a cursor");
  }

  /** I02: equal values may have come since, so the bound is inclusive but for a rowversion. */
  @Test
  void theBoundIsInclusiveUnlessValuesAreUnique() {
    assertThat(new Cursor("changed", MsType.scaled("datetime2", 3)).from())
        .isEqualTo("[changed] >= CONVERT(datetime2(3), ?, 121)");
    assertThat(new Cursor("version", MsType.of("timestamp")).from()).startsWith("[version] > ");
  }

  /** R02, SRC-4: the position is what was delivered; a read of nothing keeps the one before. */
  @Test
  void thePositionIsWhatWasDelivered() {
    List<Split> splits = List.of(new Split("orders", 0, -1, Payload.empty("mssql", ReadPlan.KIND)));
    Map<String, String> cursors = Map.of("orders", "id");
    Position first =
        new MssqlReadSession(splits, cursors, null).position(List.of(receipt("7"))).orElseThrow();
    assertThat(CursorPosition.decode(first).require("orders", "id")).isEqualTo("7");
    assertThat(new MssqlReadSession(splits, cursors, first).position(List.of(receipt(null))))
        .contains(first);
    assertThat(new MssqlReadSession(splits, cursors, null).position(List.of(receipt(null))))
        .isEmpty();
    assertThatThrownBy(() -> CursorPosition.decode(first).require("orders", "changed"))
        .hasMessageContaining("not one of the cursor changed");
    assertThatThrownBy(() -> new MssqlReadSession(splits, cursors, null).position(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aSplitReadsBack() {
    ReadPlan plan =
        new ReadPlan(
            new StreamSelection("s", null, List.of("a"), "a > 1", "a", Options.NONE),
            "d",
            "SELECT 1",
            "7",
            true,
            false,
            true,
            ViewPlace.CDC,
            List.of("k"),
            "2026-11-30T01:00:00");
    assertThat(ReadPlan.decode(plan.encode())).isEqualTo(plan);
  }

  @Test
  void rowsAreAppendedByWhatNoTwoRowsShare() {
    Cursor id = new Cursor("id", MsType.of("bigint"));
    assertThat(id.appends(List.of("id"))).isTrue();
    assertThat(id.appends(List.of("id", "line"))).isFalse();
    assertThat(id.appends(List.of())).isFalse();
    assertThat(new Cursor("at", MsType.of("datetime")).appends(List.of("at"))).isFalse();
    assertThat(new Cursor("v", MsType.of("rowversion")).appends(List.of())).isTrue();
    assertThat(id.from()).isEqualTo("[id] >= CAST(? AS bigint)");
    assertThat(id.strictly().from()).isEqualTo("[id] > CAST(? AS bigint)");
  }
}
