package dpone.connector.bigquery.offline;

import dpone.connector.bigquery.error.BqCode;
import dpone.spi.certify.RetriedCalls;
import java.util.List;
import java.util.stream.Stream;

/** The calls of this connector that are tried again. */
public final class BigQueryRetries implements RetriedCalls {
  private static final List<BqCode> PASSING =
      List.of(
          BqCode.CONNECTION_REFUSED,
          BqCode.CONNECTION_LOST,
          BqCode.ANSWER_TIMEOUT,
          BqCode.BACKEND,
          BqCode.RATE_LIMITED);

  @Override
  public List<Row> rows() {
    return List.of(
        row("bigquery.get", "asking what there is"),
        row("bigquery.table", "making or removing a table or a file of a stage"),
        row("bigquery.job", "starting a job under an id of its own"),
        row("bigquery.poll", "asking how far a job is"),
        row(
            "bigquery.upload",
            "beginning an upload, and sending a piece of it",
            BqCode.UPLOAD_LOST),
        row(
            "bigquery.load",
            "loading the files of a stage, by another job each time",
            BqCode.OBJECT_LOST,
            BqCode.JOB_CANCELLED),
        row("bigquery.stream", "making, ending or committing a pending stream", BqCode.STREAM_LOST),
        row("bigquery.append", "appending rows at their offset of a stream"),
        row(
            "bigquery.query",
            "running a statement that changes nothing",
            BqCode.JOB_CANCELLED,
            BqCode.CONCURRENT_UPDATE));
  }

  private static Row row(String operation, String meaning, BqCode... more) {
    return new Row(
        operation,
        meaning,
        Stream.concat(PASSING.stream(), Stream.of(more))
            .map(code -> new Failure(code.code(), code.category()))
            .toList(),
        true);
  }
}
