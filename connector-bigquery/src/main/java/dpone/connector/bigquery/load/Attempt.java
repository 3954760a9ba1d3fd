package dpone.connector.bigquery.load;

import dpone.connector.bigquery.connect.Jobs;
import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.connect.Rest;
import dpone.connector.bigquery.connect.Tables;
import dpone.connector.bigquery.encode.EncodedColumn;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.option.SinkSettings;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.stream.WriteService;
import dpone.connector.bigquery.type.BqField;
import dpone.spi.context.ConnectorContext;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;

/**
 * One try of a split, as every lane needs it.
 *
 * @param rest calls
 * @param jobs jobs
 * @param writes streams
 * @param context of the host
 * @param settings options of the sink
 * @param stage of the stream
 * @param piece a table of this try's own
 * @param object an object of this try's own
 * @param stream for messages
 * @param id that no other try has
 */
record Attempt(
    Rest rest,
    Jobs jobs,
    WriteService writes,
    ConnectorContext context,
    SinkSettings settings,
    StageTable stage,
    TableName piece,
    String object,
    String stream,
    String id) {
  /** The columns of a stage for rows of that schema; BigQuery requires none of them. */
  List<BqField> fields(Schema arriving) {
    List<BqField> fields = new ArrayList<>();
    for (int i = 0; i < arriving.size(); i++) {
      EncodedColumn column = stage.columns().get(i);
      if (column.staged()) {
        Field field = arriving.fields().get(i);
        BqField staged = column.field(i, field.type());
        fields.add(new BqField(staged.name(), staged.type(), false));
      }
    }
    return settings.fileFormat().stage(fields);
  }

  /** Makes a table of the stage, unless it is there. */
  void make(TableName table, List<BqField> fields) {
    new Tables(rest)
        .make(
            table,
            Requests.table(
                table,
                fields,
                context.clock().instant().plus(settings.stageExpiration()),
                settings.kmsKey(),
                settings.labels()));
  }

  /** BigQuery counts other rows than were sent. */
  DponeException dropped(long sent, long counted) {
    return BqCode.ROWS_DROPPED
        .error("BigQuery loaded " + counted + " of " + sent + " rows (" + id + ")")
        .at(Place.stream(stream))
        .build();
  }
}
