package dpone.connector.bigquery.state;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.bigquery.connect.Tables;
import dpone.connector.bigquery.sql.MetaSql;
import java.util.Optional;

/**
 * What a store is, told by BigQuery: its dataset, where it lies and when it was made.
 *
 * @param location of the dataset
 * @param project of the dataset
 * @param dataset its name
 * @param created when it was made, in milliseconds
 */
public record StoreIdentity(String location, String project, String dataset, String created) {
  private static final String PREFIX = "bigquery:";

  /** The identity of a dataset. */
  static StoreIdentity of(String project, String dataset, JsonNode found) {
    return new StoreIdentity(
        found.path("location").asText(""), project, dataset, found.path("creationTime").asText(""));
  }

  /** Reads it; empty if it is another system's. */
  public static Optional<StoreIdentity> parse(String text) {
    String[] parts =
        text.startsWith(PREFIX) ? text.substring(PREFIX.length()).split("/", -1) : new String[0];
    return parts.length == 4
        ? Optional.of(new StoreIdentity(parts[0], parts[1], parts[2], parts[3]))
        : Optional.empty();
  }

  /** Statements over the store. */
  public MetaSql meta() {
    return new MetaSql(project, dataset);
  }

  /** Whether that very dataset is to be seen by somebody whose jobs run in that location. */
  public boolean isThere(Tables tables, String jobs) {
    return tables
        .dataset(project, dataset)
        .filter(found -> of(project, dataset, found).equals(this))
        .filter(found -> jobs.isEmpty() || jobs.equalsIgnoreCase(location))
        .isPresent();
  }

  @Override
  public String toString() {
    return PREFIX + location + "/" + project + "/" + dataset + "/" + created;
  }
}
