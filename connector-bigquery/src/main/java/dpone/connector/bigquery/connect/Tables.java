package dpone.connector.bigquery.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.sql.TableName;
import dpone.spi.error.DponeException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Datasets and tables as the interface has them. */
public final class Tables {
  private final Rest rest;

  /** Of a connection. */
  public Tables(Rest rest) {
    this.rest = rest;
  }

  private static String path(String project, String dataset) {
    return "/projects/" + Rest.part(project) + "/datasets/" + Rest.part(dataset);
  }

  private static String path(TableName table) {
    return path(table.project(), table.dataset()) + "/tables/" + Rest.part(table.table());
  }

  /** A dataset, if it is there. */
  public Optional<JsonNode> dataset(String project, String dataset) {
    return rest.context()
        .retry()
        .call(
            "bigquery.get",
            () -> rest.find("looking at dataset " + dataset, path(project, dataset)));
  }

  /** Makes a dataset, unless somebody else was faster. */
  public void makeDataset(String project, ObjectNode body) {
    make("making a dataset", "/projects/" + Rest.part(project) + "/datasets", body);
  }

  /** A table, if it is there. */
  public Optional<JsonNode> find(TableName table) {
    return rest.context()
        .retry()
        .call("bigquery.get", () -> rest.find("looking at " + table, path(table)));
  }

  /** Makes a table, unless it is there. */
  public void make(TableName table, ObjectNode body) {
    make("making " + table, path(table.project(), table.dataset()) + "/tables", body);
  }

  private void make(String doing, String path, ObjectNode body) {
    rest.context()
        .retry()
        .call(
            "bigquery.table",
            () -> {
              try {
                return rest.post(doing, path, body);
              } catch (DponeException failure) {
                if (failure.code().equals(BqCode.DUPLICATE.code())) {
                  return body;
                }
                throw failure;
              }
            });
  }

  /** Removes a table, if it is there. */
  public void drop(TableName table) {
    rest.context()
        .retry()
        .call("bigquery.table", () -> rest.delete("removing " + table, path(table)));
  }

  /** Tables of a dataset whose names begin so. */
  public List<TableName> list(String project, String dataset, String prefix) {
    List<TableName> found = new ArrayList<>();
    String token = "";
    do {
      String page = token.isEmpty() ? "" : "&pageToken=" + Rest.part(token);
      JsonNode answer =
          rest.context()
              .retry()
              .call(
                  "bigquery.get",
                  () ->
                      rest.get(
                          "listing stages",
                          path(project, dataset) + "/tables?maxResults=1000" + page));
      for (JsonNode table : answer.path("tables")) {
        String name = table.path("tableReference").path("tableId").asText();
        if (name.startsWith(prefix)) {
          found.add(new TableName(project, dataset, name));
        }
      }
      String next = answer.path("nextPageToken").asText("");
      if (!next.isEmpty() && next.equals(token)) {
        throw BqCode.SERVER_ERROR.error("listing stages: the same page comes again").build();
      }
      token = next;
    } while (!token.isEmpty());
    return found;
  }
}
