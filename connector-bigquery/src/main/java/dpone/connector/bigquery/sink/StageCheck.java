package dpone.connector.bigquery.sink;

import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.load.StageTable;
import dpone.connector.bigquery.sql.TableName;
import dpone.connector.bigquery.table.TableSql;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.transfer.StageHandle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a stage together, looks at it, and says with what it will be published. */
final class StageCheck {
  private final Link link;

  StageCheck(Link link) {
    this.link = link;
  }

  /**
   * Checks the stage of one stream.
   *
   * @param pieces tables of its splits
   * @param expected rows that their writers told
   */
  CommitPayload.Stream check(
      StageHandle stage, Planned stream, StageTable table, List<TableName> pieces, long expected) {
    return checked(stream, collect(stage, stream, table, pieces), expected);
  }

  /**
   * Lets the rows of a stage's streams be seen, all or none. Where the answer stays lost, the rows
   * of the stage tell.
   */
  void commit(Planned stream, StageTable table, List<String> written, long expected) {
    if (written.isEmpty()) {
      return;
    }
    String doing = "committing the streams of " + stream.load().stream();
    try {
      link.writes().commit(doing, table.table(), written);
    } catch (DponeException failure) {
      boolean unknown =
          failure.category() == ErrorCategory.TRANSIENT
              && !failure.code().equals(BqCode.STREAM_LOST.code());
      if (!unknown || rows(stream, table.table()) != expected) {
        throw failure;
      }
    }
  }

  private long rows(Planned stream, TableName table) {
    String name = stream.load().stream();
    List<List<@Nullable String>> found =
        link.jobs().rows("counting the stage of " + name, new Statements(stream, table).check());
    return Long.parseLong(String.valueOf(found.get(0).get(0)));
  }

  /** Puts the pieces together by a copy job, which costs nothing. */
  private TableName collect(
      StageHandle stage, Planned stream, StageTable table, List<TableName> pieces) {
    if (pieces.size() == 1) {
      return pieces.get(0);
    }
    link.makeStage(stream, table.table());
    if (pieces.size() > Limits.TABLES_COPIED) {
      throw BqCode.RESOURCES
          .error(
              "the load has " + pieces.size() + " parts, a copy job takes " + Limits.TABLES_COPIED)
          .remedy("let the source make fewer splits")
          .build();
    }
    if (!pieces.isEmpty()) {
      String doing = "putting the parts of " + stream.load().stream() + " together";
      link.jobs()
          .await(
              doing,
              link.jobs()
                  .insert(
                      doing,
                      "dpone_" + stage.loadId() + "_" + table.table().table() + "_copy",
                      Requests.copy(
                          pieces,
                          table.table(),
                          link.settings().kmsKey(),
                          link.settings().labels())));
      link.context().meters().count("dpone.bigquery.jobs.copy", 1);
    }
    return table.table();
  }

  private CommitPayload.Stream checked(Planned stream, TableName whole, long expected) {
    String name = stream.load().stream();
    Statements statements = new Statements(stream, whole);
    List<@Nullable String> found =
        link.jobs().rows("checking the stage of " + name, statements.check()).get(0);
    long rows = Long.parseLong(String.valueOf(found.get(0)));
    if (rows != expected) {
      throw BqCode.ROWS_DROPPED
          .error("the stage holds " + rows + " rows, " + expected + " were loaded")
          .at(Place.stream(name))
          .build();
    }
    refuseKeys(stream, found);
    List<@Nullable String> replaced = new ArrayList<>();
    if (!statements.replaced().isEmpty()) {
      link.jobs()
          .rows("asking what " + name + " replaces", statements.replaced())
          .forEach(row -> replaced.add(row.get(0)));
    }
    if (stream.byCopy()) {
      return copied(stream, whole, statements, replaced, rows);
    }
    return new CommitPayload.Stream(
        name,
        stream.plan().ddl(),
        statements.publish(time(stream, statements), replaced),
        statements.insertsAll() ? rows : -1,
        null);
  }

  private static void refuseKeys(Planned stream, List<@Nullable String> found) {
    String name = stream.load().stream();
    if (!"0".equals(found.get(1))) {
      throw BqCode.KEY_NULL
          .error(found.get(1) + " rows have a null in (" + String.join(", ", stream.key()) + ")")
          .at(Place.stream(name))
          .build();
    }
    if (!"0".equals(found.get(2))) {
      throw stream.load().strategy().mode() == dpone.spi.sink.LoadMode.CDC_APPLY
          ? BqCode.UNSUPPORTED_FEATURE
              .error(found.get(2) + " changes give a row another key and leave cells out")
              .at(Place.stream(name))
              .remedy("let the source send whole rows, in PostgreSQL by REPLICA IDENTITY FULL")
              .build()
          : BqCode.KEY_DUPLICATE
              .error(
                  found.get(2) + " values of (" + String.join(", ", stream.key()) + ") are doubled")
              .at(Place.stream(name))
              .build();
    }
  }

  private String time(Planned stream, Statements statements) {
    if (statements.time().isEmpty()) {
      return "";
    }
    return link.tables().find(stream.target()).isPresent()
        ? String.valueOf(link.jobs().rows("taking the time", statements.time()).get(0).get(0))
        : link.context().clock().instant().truncatedTo(ChronoUnit.MICROS).toString();
  }

  private CommitPayload.Stream copied(
      Planned stream,
      TableName whole,
      Statements statements,
      List<@Nullable String> replaced,
      long rows) {
    String name = stream.load().stream();
    Limits.partitions(name, replaced.size());
    if (replaced.contains(null)) {
      throw BqCode.KEY_NULL
          .error("rows without a value to be partitioned by are in no partition of a name")
          .at(Place.stream(name))
          .remedy("set sink.publish to statements, or leave those rows out")
          .build();
    }
    TableName shaped = link.stage(stream.target(), whole.table() + "_f");
    List<String> publish = new ArrayList<>();
    publish.add(
        TableSql.like(
            shaped,
            stream.target(),
            link.context().clock().instant().plus(link.settings().stageExpiration())));
    publish.addAll(statements.shaped(shaped));
    // A copy job gives a table the key that it names, or none.
    String key =
        link.tables()
            .find(stream.target())
            .map(table -> table.path("encryptionConfiguration").path("kmsKeyName").asText(""))
            .orElse(link.settings().kmsKey());
    return new CommitPayload.Stream(
        name,
        stream.plan().ddl(),
        publish,
        rows,
        new CommitPayload.Copy(
            shaped,
            stream.target(),
            key,
            stream.replacing() == null,
            replaced.stream().map(String::valueOf).toList()));
  }
}
