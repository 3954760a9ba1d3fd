import dpone.spi.batch.ColumnBatch;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.DriverManager;

/**
 * Sends rows from one side; prints rows, microseconds of the clock and of the processor, and the most megabytes that
 * were live after a collection.
 */
public final class Encode {
  public static void main(String[] args) throws Exception {
    String side = args[0];
    long rows = Long.parseLong(args[3]);
    // What both need: no time zone of the machine may get into a moment.
    java.util.TimeZone.setDefault(java.util.TimeZone.getTimeZone("UTC"));
    String url =
        "jdbc:sqlserver://127.0.0.1:" + args[1] + ";encrypt=false;databaseName=shop;packetSize=32767;cacheBulkCopyMetadata=true;"
            + (side.equals("ours") ? "" : "useBulkCopyForBatchInsert=true;")
            + (side.equals("direct") ? "sendTemporalDataTypesAsStringForBulkCopy=false;" : "");
    try (Connection connection = DriverManager.getConnection(url, "sa", "secret")) {
      var os = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
      ColumnBatch ours = side.equals("ours") ? Ours.block() : null;
      Object[][] peer = ours == null ? Peer.block() : null;
      long cpu = os.getProcessCpuTime();
      long begun = System.nanoTime();
      if (ours != null) {
        Ours.send(connection, args[2], ours, rows);
      } else {
        Peer.send(connection, args[2], peer, rows);
      }
      long wall = System.nanoTime() - begun;
      long used = os.getProcessCpuTime() - cpu;
      long live =
          ManagementFactory.getMemoryPoolMXBeans().stream()
              .filter(pool -> pool.getCollectionUsage() != null)
              .filter(pool -> !pool.getName().contains("Survivor") && !pool.getName().contains("Eden"))
              .mapToLong(pool -> pool.getCollectionUsage().getUsed())
              .sum();
      System.out.println(rows + " " + wall / 1000 + " " + used / 1000 + " " + (live >> 20));
    }
  }
}
