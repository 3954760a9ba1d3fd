import io.debezium.embedded.Connect;
import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * Debezium's embedded engine before a JDBC writer that applies each batch by key: the last change of a
 * key decides, upserts and deletes go in JDBC batches, one transaction a batch. Ends when the row with the
 * wanted key has been committed at the target.
 */
public final class Peer {
  private static final String UPSERT =
      "INSERT INTO events (id, customer, amount, quantity, created, note)"
          + " VALUES (?, ?, ?, ?, ?::timestamptz, ?) ON CONFLICT (id) DO UPDATE SET"
          + " customer = excluded.customer, amount = excluded.amount, quantity = excluded.quantity,"
          + " created = excluded.created, note = excluded.note";

  public static void main(String[] args) throws Exception {
    String host = args[0];
    String port = args[1];
    String user = System.getenv("PGUSER");
    String password = System.getenv("PGPASSWORD");
    String offsets = args[2];
    long last = Long.parseLong(args[3]);
    Properties settings = new Properties();
    settings.setProperty("name", "peer");
    settings.setProperty("connector.class", "io.debezium.connector.postgresql.PostgresConnector");
    settings.setProperty("offset.storage", "org.apache.kafka.connect.storage.FileOffsetBackingStore");
    settings.setProperty("offset.storage.file.filename", offsets);
    settings.setProperty("offset.flush.interval.ms", "0");
    settings.setProperty("database.hostname", host);
    settings.setProperty("database.port", port);
    settings.setProperty("database.user", user);
    settings.setProperty("database.password", password);
    settings.setProperty("database.dbname", "source");
    settings.setProperty("topic.prefix", "peer");
    settings.setProperty("table.include.list", "public.events");
    settings.setProperty("plugin.name", "pgoutput");
    settings.setProperty("slot.name", "peer");
    settings.setProperty("publication.name", "peer");
    settings.setProperty("publication.autocreate.mode", "filtered");
    settings.setProperty("snapshot.mode", "initial");
    settings.setProperty("decimal.handling.mode", "precise");
    settings.setProperty("tombstones.on.delete", "false");
    settings.setProperty("max.batch.size", "8192");
    settings.setProperty("max.queue.size", "32768");
    CountDownLatch done = new CountDownLatch(1);
    String url =
        "jdbc:postgresql://" + host + ":" + port + "/peer?reWriteBatchedInserts=true";
    try (Connection target = DriverManager.getConnection(url, user, password)) {
      target.setAutoCommit(false);
      DebeziumEngine<ChangeEvent<SourceRecord, SourceRecord>> engine =
          DebeziumEngine.create(Connect.class)
              .using(settings)
              .notifying((records, committer) -> {
                boolean end = apply(target, records, last);
                for (ChangeEvent<SourceRecord, SourceRecord> record : records) {
                  committer.markProcessed(record);
                }
                committer.markBatchFinished();
                if (end) {
                  System.out.printf("done %.3f%n", System.currentTimeMillis() / 1000.0);
                  done.countDown();
                }
              })
              .using((success, message, error) -> {
                if (!success) {
                  System.out.println(message);
                  System.exit(1);
                }
              })
              .build();
      ExecutorService runner = Executors.newSingleThreadExecutor();
      runner.execute(engine);
      done.await();
      engine.close();
      runner.shutdown();
    }
    System.exit(0);
  }

  private static boolean apply(
      Connection target, List<ChangeEvent<SourceRecord, SourceRecord>> records, long last)
      throws InterruptedException {
    Map<Long, Struct> rows = new LinkedHashMap<>();
    for (ChangeEvent<SourceRecord, SourceRecord> event : records) {
      SourceRecord record = event.value();
      if (record.value() instanceof Struct value && value.schema().field("op") != null
          && !"m".equals(value.getString("op"))) {
        long id = ((Struct) record.key()).getInt64("id");
        rows.put(id, value.getStruct("after"));
      }
    }
    try (PreparedStatement upsert = target.prepareStatement(UPSERT);
        PreparedStatement delete = target.prepareStatement("DELETE FROM events WHERE id = ?")) {
      for (Map.Entry<Long, Struct> row : rows.entrySet()) {
        Struct after = row.getValue();
        if (after == null) {
          delete.setLong(1, row.getKey());
          delete.addBatch();
        } else {
          upsert.setLong(1, row.getKey());
          upsert.setString(2, after.getString("customer"));
          upsert.setObject(3, after.get("amount"));
          upsert.setInt(4, after.getInt32("quantity"));
          upsert.setString(5, after.getString("created"));
          upsert.setString(6, after.getString("note"));
          upsert.addBatch();
        }
      }
      upsert.executeBatch();
      delete.executeBatch();
      target.commit();
    } catch (java.sql.SQLException failure) {
      failure.printStackTrace();
      System.exit(1);
    }
    return rows.containsKey(last);
  }
}
