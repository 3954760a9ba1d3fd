package dpone.connector.bigquery.sink;

import dpone.connector.bigquery.connect.Requests;
import dpone.connector.bigquery.connect.StorageObjects;
import dpone.connector.bigquery.connect.StorageRequests;
import dpone.connector.bigquery.connect.StoredObject;
import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.load.StageObjects;
import dpone.connector.bigquery.load.StageTable;
import dpone.spi.error.Place;
import dpone.spi.transfer.StageHandle;
import java.time.Instant;
import java.util.List;

/**
 * Stages that are files in a bucket: loaded by one job, removed when they are of no use, and taken
 * away when they are old, whosever they are. Nothing is touched but objects that say they are a
 * stage.
 */
final class StageFiles {
  private final Link link;
  private final String owner;

  /**
   * The stages of a scope.
   *
   * @param owner see {@link StageNames#prefix(dpone.connector.bigquery.sql.MetaSql, String,
   *     String)}
   */
  StageFiles(Link link, String owner) {
    this.link = link;
    this.owner = owner;
  }

  private boolean used() {
    return link.settings().byBucket();
  }

  /** Where the writers of a stream put their files. */
  StageObjects objects(long generation, int index) {
    return used()
        ? new StageObjects(link.settings().stagePrefix(), owner, generation + "_" + index)
        : StageObjects.NONE;
  }

  /** Loads the files of a stream into its stage's table, all or none of them. */
  void load(
      StageHandle stage, Planned stream, StageTable table, List<String> files, long expected) {
    if (files.isEmpty()) {
      return;
    }
    String name = stream.load().stream();
    if (files.size() > Limits.FILES_LOADED) {
      throw BqCode.RESOURCES
          .error("the load has " + files.size() + " files, a load job takes " + Limits.FILES_LOADED)
          .at(Place.stream(name))
          .remedy("let the source make fewer splits")
          .build();
    }
    link.makeStage(stream, table.table());
    String bucket = link.settings().stageBucket();
    long rows =
        link.jobs()
            .load(
                "loading the files of " + name,
                "dpone_" + stage.loadId() + "_" + table.table().table() + "_load",
                Requests.load(
                    table.table(),
                    files.stream().map(file -> StorageRequests.address(bucket, file)).toList(),
                    stream.format(),
                    StageNames.fields(stream),
                    link.settings().kmsKey(),
                    link.settings().labels()));
    if (rows != expected) {
      throw BqCode.ROWS_DROPPED
          .error("BigQuery loaded " + rows + " of " + expected + " rows out of the bucket")
          .at(Place.stream(name))
          .build();
    }
  }

  /** Removes this scope's files up to a generation. */
  void drop(long upTo) {
    if (used()) {
      remove(owner, upTo, Instant.MIN);
    }
  }

  /** The same, and whatever stage in that folder is older than stages become. */
  void collect(long upTo) {
    if (used()) {
      Instant now = link.context().clock().instant();
      remove(StageNames.ANY, upTo, now.minus(link.settings().stageExpiration()));
    }
  }

  private void remove(String prefix, long upTo, Instant old) {
    StorageObjects bucket = new StorageObjects(link.rest(), link.settings().stageBucket());
    String folder = link.settings().stagePrefix();
    for (StoredObject object : bucket.list(folder + prefix)) {
      String name = object.name().substring(folder.length());
      if (isStage(object, name) && (isOwn(object, name, upTo) || object.created().isBefore(old))) {
        link.context().cancellation().check();
        bucket.remove(object);
      }
    }
  }

  private static boolean isStage(StoredObject object, String name) {
    return !object.owner().isEmpty() && name.startsWith(object.owner());
  }

  /** Stages of newer runs are theirs, whoever comes late. */
  private boolean isOwn(StoredObject object, String name, long upTo) {
    if (!object.owner().equals(owner)) {
      return false;
    }
    long generation = StageNames.generation(owner, name);
    return generation >= 0 && generation <= upTo;
  }
}
