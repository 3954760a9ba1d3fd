package dpone.connector.clickhouse.offline;

import dpone.connector.clickhouse.type.ChType;
import dpone.connector.clickhouse.type.ReadMapping;
import dpone.connector.clickhouse.type.TypeMapper;
import dpone.spi.certify.TypeTable;
import dpone.spi.error.DponeException;
import dpone.spi.sink.Fidelity;
import java.util.ArrayList;
import java.util.List;

/** The declared mappings, computed by the very code that maps. */
public final class ClickHouseTypeTable implements TypeTable {
  private static final List<String> TYPES =
      List.of(
          "Bool",
          "Int8",
          "Int16",
          "Int32",
          "Int64",
          "Int128",
          "Int256",
          "UInt8",
          "UInt16",
          "UInt32",
          "UInt64",
          "UInt128",
          "UInt256",
          "Float32",
          "Float64",
          "BFloat16",
          "Decimal(9, 2)",
          "Decimal(18, 4)",
          "Decimal(38, 10)",
          "Decimal(76, 20)",
          "String",
          "FixedString(16)",
          "LowCardinality(String)",
          "Nullable(Int32)",
          "UUID",
          "IPv4",
          "IPv6",
          "Enum8('a' = 1)",
          "Enum16('a' = 1000)",
          "Date",
          "Date32",
          "DateTime",
          "DateTime('Asia/Tokyo')",
          "DateTime64(0)",
          "DateTime64(3)",
          "DateTime64(6, 'UTC')",
          "DateTime64(9)",
          "Time",
          "Time64(6)",
          "IntervalDay",
          "Array(Int32)",
          "Array(Nullable(String))",
          "Array(Array(UInt8))",
          "Tuple(Int32, String)",
          "Tuple(a Int32, b Array(String))",
          "Map(String, UInt64)",
          "Nested(a Int32, b String)",
          "SimpleAggregateFunction(max, Int64)",
          "JSON",
          "Array(JSON)",
          "Variant(Int64, String)",
          "Dynamic",
          "Point",
          "Ring",
          "LineString",
          "MultiLineString",
          "Polygon",
          "MultiPolygon",
          "AggregateFunction(sum, Int64)",
          "Nothing");

  @Override
  public List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (String type : TYPES) {
      try {
        ReadMapping mapping = TypeMapper.map(ChType.parse(type), false);
        rows.add(new Row(type, mapping.type().text(), mapping.fidelity(), mapping.note()));
      } catch (DponeException refused) {
        rows.add(new Row(type, "refused", Fidelity.LOSSY, refused.remedy()));
      }
    }
    return rows;
  }
}
