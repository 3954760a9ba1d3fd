package dpone.connector.bigquery.type;

import dpone.spi.type.DataType;
import java.util.ArrayList;
import java.util.List;

/**
 * Which type a column has in the stage: one that a load job reads out of Avro without a change,
 * whatever the target's own is. Fields of structs are named by their place, since Avro takes
 * letters and digits only.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/loading-data-cloud-storage-avro">BigQuery:
 *     loading Avro data</a>
 */
public final class StageType {
  private StageType() {}

  /**
   * The type in the stage.
   *
   * @param asText whether decimals without precision are staged as text
   */
  public static BqType of(DataType type, boolean asText) {
    return switch (type) {
      case DataType.Bool ignored -> BqType.of(Kind.BOOL);
      case DataType.Int ignored -> BqType.of(Kind.INT64);
      case DataType.UInt64 ignored -> BqType.decimal(Kind.NUMERIC, 20, 0);
      case DataType.FloatingPoint ignored -> BqType.of(Kind.FLOAT64);
      case DataType.Decimal decimal ->
          Numerics.kind(decimal)
              .map(kind -> BqType.decimal(kind, decimal.precision(), decimal.scale()))
              .orElseGet(() -> BqType.of(Kind.STRING));
      case DataType.AnyDecimal ignored -> BqType.of(asText ? Kind.STRING : Kind.BIGNUMERIC);
      case DataType.Text ignored -> BqType.of(Kind.STRING);
      case DataType.Json ignored -> BqType.of(Kind.STRING);
      case DataType.Enumeration ignored -> BqType.of(Kind.STRING);
      case DataType.Uuid ignored -> BqType.of(Kind.STRING);
      case DataType.Interval ignored -> BqType.of(Kind.STRING);
      case DataType.Bytes ignored -> BqType.of(Kind.BYTES);
      case DataType.Date ignored -> BqType.of(Kind.DATE);
      case DataType.Time ignored -> BqType.of(Kind.TIME);
      case DataType.Timestamp ignored -> BqType.of(Kind.DATETIME);
      case DataType.TimestampTz ignored -> BqType.of(Kind.TIMESTAMP);
      case DataType.Array array -> BqType.array(of(array.element(), asText));
      case DataType.Mapping map ->
          BqType.array(
              BqType.struct(
                  List.of(
                      new BqField(field(0), of(map.key(), asText), false),
                      new BqField(field(1), of(map.value(), asText), false))));
      case DataType.Struct struct -> {
        List<BqField> fields = new ArrayList<>();
        for (int i = 0; i < struct.fields().size(); i++) {
          fields.add(new BqField(field(i), of(struct.fields().get(i).type(), asText), false));
        }
        yield BqType.struct(fields);
      }
    };
  }

  /** The name of a field in the stage. */
  public static String field(int index) {
    return "f" + index;
  }

  /** The name of a column in the stage. */
  public static String column(int index) {
    return "c" + index;
  }
}
