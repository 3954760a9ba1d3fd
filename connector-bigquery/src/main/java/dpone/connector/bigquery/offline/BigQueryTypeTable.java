package dpone.connector.bigquery.offline;

import dpone.connector.bigquery.type.NaturalType;
import dpone.spi.certify.TypeTable;
import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import java.util.ArrayList;
import java.util.List;

/** What a new column becomes, by the very code that decides it. */
public final class BigQueryTypeTable implements TypeTable {
  private static final List<DataType> TYPES =
      List.of(
          new DataType.Bool(),
          new DataType.Int(8),
          new DataType.Int(16),
          new DataType.Int(32),
          new DataType.Int(64),
          new DataType.UInt64(),
          new DataType.FloatingPoint(32),
          new DataType.FloatingPoint(64),
          new DataType.Decimal(10, 2),
          new DataType.Decimal(38, 9),
          new DataType.Decimal(38, 10),
          new DataType.Decimal(38, 0),
          new DataType.Decimal(76, 38),
          new DataType.Decimal(76, 20),
          new DataType.AnyDecimal(),
          new DataType.Text(),
          new DataType.Bytes(),
          new DataType.Date(),
          new DataType.Time(6),
          new DataType.Time(9),
          new DataType.Timestamp(6),
          new DataType.Timestamp(9),
          new DataType.TimestampTz(6),
          new DataType.TimestampTz(9),
          new DataType.Interval(),
          new DataType.Uuid(),
          new DataType.Json(),
          new DataType.Enumeration(List.of("a", "b")),
          new DataType.Array(new DataType.Int(64)),
          new DataType.Array(new DataType.Array(new DataType.Int(64))),
          new DataType.Mapping(new DataType.Text(), new DataType.Int(64)),
          new DataType.Struct(
              List.of(
                  new Field("a", new DataType.Int(64), true, ""),
                  new Field("b", new DataType.Text(), true, ""))));

  @Override
  public List<Row> rows() {
    NaturalType natural = new NaturalType("bignumeric", "json");
    List<Row> rows = new ArrayList<>();
    for (DataType type : TYPES) {
      // Not null, so that a list is told by itself.
      switch (natural.of(new Field("c", type, false, ""))) {
        case NaturalType.Taken taken ->
            rows.add(new Row(type.text(), taken.type().text(), taken.fidelity(), taken.note()));
        case NaturalType.Refused refused ->
            rows.add(new Row(type.text(), "refused", Fidelity.LOSSY, refused.remedy()));
      }
    }
    return rows;
  }
}
