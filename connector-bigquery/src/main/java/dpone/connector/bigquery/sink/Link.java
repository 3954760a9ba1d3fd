package dpone.connector.bigquery.sink;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.connector.bigquery.connect.Jobs;
import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.connect.Rest;
import dpone.connector.bigquery.connect.Tables;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.option.Settings;
import dpone.connector.bigquery.option.SinkSettings;
import dpone.connector.bigquery.sql.MetaSql;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.stream.WriteService;
import dpone.spi.context.ConnectorContext;
import dpone.spi.sink.LoadRequest;
import java.util.Optional;

/**
 * What the parts of a sink share.
 *
 * @param rest calls
 * @param jobs jobs
 * @param tables tables
 * @param writes streams
 * @param settings options of the sink
 * @param context of the host
 */
record Link(
    Rest rest,
    Jobs jobs,
    Tables tables,
    WriteService writes,
    SinkSettings settings,
    ConnectorContext context) {
  Settings connection() {
    return rest.settings();
  }

  LoadPlanner planner() {
    return new LoadPlanner(tables, connection(), settings);
  }

  /** Where loads are recorded. */
  MetaSql meta(LoadRequest request) {
    TableName first = connection().table(request.streams().get(0).target());
    String dataset =
        settings.metaDataset().or(() -> connection().dataset()).orElse(first.dataset());
    return new MetaSql(first.project(), dataset);
  }

  TableName stage(TableName target, String name) {
    return new TableName(target.project(), settings.stageDataset().orElse(target.dataset()), name);
  }

  /** Makes the table of a stage, unless it is there. */
  void makeStage(Planned stream, TableName table) {
    tables.make(
        table,
        Requests.table(
            table,
            StageNames.fields(stream),
            context.clock().instant().plus(settings.stageExpiration()),
            settings.kmsKey(),
            settings.labels()));
  }

  /** Learns where jobs have to run from the dataset of the first target. */
  void locate(LoadRequest request) {
    if (jobs.location().isEmpty() && !request.streams().isEmpty()) {
      TableName first = connection().table(request.streams().get(0).target());
      Optional<JsonNode> dataset = tables.dataset(first.project(), first.dataset());
      dataset.ifPresent(found -> jobs.runIn(found.path("location").asText("")));
    }
  }

  /** Refuses a dataset that is not there, unless it is to be made. */
  void requireDataset(TableName table) {
    if (!settings.createDataset() && tables.dataset(table.project(), table.dataset()).isEmpty()) {
      throw BqCode.DATASET_NOT_FOUND
          .error("the dataset " + table.project() + "." + table.dataset() + " does not exist")
          .build();
    }
  }

  /** Makes a dataset that is to be made. */
  void makeDataset(String project, String dataset) {
    if (settings.createDataset() && tables.dataset(project, dataset).isEmpty()) {
      tables.makeDataset(
          project, Requests.dataset(project, dataset, jobs.location(), settings.labels()));
    }
  }
}
