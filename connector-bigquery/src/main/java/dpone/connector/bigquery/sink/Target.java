package dpone.connector.bigquery.sink;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.type.BqField;
import dpone.connector.bigquery.type.RestSchema;
import java.util.List;
import java.util.Optional;

/**
 * A table that is there.
 *
 * @param fields its columns
 * @param filtered whether queries of it have to name partitions
 * @param partitionedBy the column of time by which it is partitioned; empty if there is none
 * @param partitionUnit {@code HOUR}, {@code DAY}, {@code MONTH} or {@code YEAR}
 */
record Target(List<BqField> fields, boolean filtered, String partitionedBy, String partitionUnit) {
  static Target of(TableName name, JsonNode table) {
    String type = table.path("type").asText("TABLE");
    if (!type.equals("TABLE")) {
      throw BqCode.TARGET_IS_NOT_A_TABLE
          .error(name + " is a " + type.toLowerCase(java.util.Locale.ROOT))
          .build();
    }
    return new Target(
        List.copyOf(RestSchema.fields(table.path("schema"))),
        table.path("requirePartitionFilter").asBoolean()
            || table.path("timePartitioning").path("requirePartitionFilter").asBoolean(),
        table.path("timePartitioning").path("field").asText(""),
        table.path("timePartitioning").path("type").asText("DAY"));
  }

  /** A column; BigQuery does not tell the cases of letters apart. */
  Optional<BqField> column(String name) {
    return fields.stream().filter(f -> f.name().equalsIgnoreCase(name)).findFirst();
  }
}
