package dpone.connector.mssql.type;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.connector.mssql.bulk.StageColumn;
import dpone.connector.mssql.offline.MssqlTypeTable;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class TypeFitTest {
  private static final List<MsType> EXACT =
      List.of(
          MsType.of("bit"),
          MsType.of("smallint"),
          MsType.of("int"),
          MsType.of("bigint"),
          MsType.decimal(38, 10),
          MsType.of("real"),
          MsType.of("float"),
          MsType.sized("nvarchar", MsType.MAX),
          MsType.sized("varbinary", MsType.MAX),
          MsType.of("date"),
          MsType.scaled("time", 7),
          MsType.scaled("datetime2", 7),
          MsType.scaled("datetimeoffset", 7),
          MsType.of("uniqueidentifier"));

  @Test
  void aTypeComesBackAsItWas() {
    for (MsType type : EXACT) {
      DataType read = TypeMapper.map(type).mapped().orElseThrow();
      assertThat(TypeFit.natural(read).orElseThrow().type()).isEqualTo(type);
      assertThat(new StageColumn(1, read).value("s", type))
          .contains(type.size() == 0 ? " AS " + type.text() + ")" : "COALESCE(s.c1x, s.c1)");
    }
  }

  /** T04, T10: no decimal goes through a floating point number, and none is narrowed. */
  @Test
  void decimalsKeepTheirDigits() {
    DataType wide = new DataType.Decimal(38, 0);
    assertThat(TypeFit.fits(wide, MsType.decimal(38, 0))).contains(Fidelity.EXACT);
    assertThat(TypeFit.fits(wide, MsType.decimal(38, 2))).isEmpty();
    assertThat(TypeFit.fits(wide, MsType.of("float"))).isEmpty();
    assertThat(TypeFit.fits(new DataType.Decimal(10, 2), MsType.decimal(12, 4)))
        .contains(Fidelity.WIDENING);
    assertThat(TypeFit.natural(new DataType.Decimal(39, 0)).orElseThrow().type().text())
        .isEqualTo("nvarchar(max)");
  }

  @Test
  void narrowerColumnsAreRefusedOrLossy() {
    assertThat(TypeFit.fits(new DataType.Int(64), MsType.of("int"))).isEmpty();
    assertThat(TypeFit.fits(new DataType.Timestamp(6), MsType.of("datetime")))
        .contains(Fidelity.LOSSY);
    assertThat(TypeFit.fits(new DataType.Timestamp(6), MsType.scaled("datetime2", 3)))
        .contains(Fidelity.LOSSY);
    assertThat(TypeFit.fits(new DataType.Text(), MsType.sized("varchar", 10)))
        .contains(Fidelity.LOSSY);
    assertThat(TypeFit.natural(new DataType.Timestamp(9)).orElseThrow().fidelity())
        .isEqualTo(Fidelity.LOSSY);
    assertThat(TypeFit.natural(new DataType.Array(new DataType.Int(32)))).isEmpty();
  }

  @Test
  void everyRefusalSaysWhatToDo() {
    assertThat(new MssqlTypeTable().rows())
        .hasSizeGreaterThan(35)
        .filteredOn(row -> row.type().equals("refused"))
        .allSatisfy(row -> assertThat(row.note()).contains("CAST"));
  }

  @Test
  void aColumnOfTheCatalogueIsNamedAsItWasMade() {
    assertThat(MsType.ofCatalog("nvarchar", 200, 0, 0).text()).isEqualTo("nvarchar(100)");
    assertThat(MsType.ofCatalog("varbinary", -1, 0, 0).text()).isEqualTo("varbinary(max)");
    assertThat(MsType.ofCatalog("numeric", 9, 18, 2).text()).isEqualTo("numeric(18,2)");
    assertThat(MsType.ofCatalog("datetime2", 8, 27, 7).text()).isEqualTo("datetime2(7)");
    assertThat(MsType.ofCatalog("int", 4, 10, 0).text()).isEqualTo("int");
  }
}
