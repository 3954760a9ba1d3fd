package dpone.connector.bigquery.type;

import java.util.List;

/**
 * Which format the files of load jobs have, and what it makes of the types of a stage.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/loading-data-cloud-storage-parquet#parquet_conversions">BigQuery:
 *     Parquet conversions</a>
 */
public enum FileFormat {
  /** Avro, which has a logical type for each. */
  AVRO,
  /**
   * Parquet: BigQuery documents no conversion into TIME and DATETIME, so that both are staged as
   * moments in UTC and brought back by the publish, exactly.
   */
  PARQUET;

  /** What the names of its files end with. */
  public String ending() {
    return this == AVRO ? ".avro" : ".parquet";
  }

  /** The type in the stage's table. */
  public BqType stage(BqType type) {
    if (this == AVRO) {
      return type;
    }
    return switch (type.kind()) {
      case TIME, DATETIME -> BqType.of(Kind.TIMESTAMP);
      case ARRAY -> BqType.array(stage(type.element()));
      case STRUCT ->
          BqType.struct(
              type.fields().stream()
                  .map(f -> new BqField(f.name(), stage(f.type()), f.required()))
                  .toList());
      default -> type;
    };
  }

  /** The same for the columns of a stage. */
  public List<BqField> stage(List<BqField> fields) {
    return stage(BqType.struct(fields)).fields();
  }
}
