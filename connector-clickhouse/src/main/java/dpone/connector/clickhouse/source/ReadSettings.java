package dpone.connector.clickhouse.source;

import dpone.connector.clickhouse.catalog.Table;
import dpone.connector.clickhouse.connect.ConnectionSettings;
import dpone.connector.clickhouse.connect.Server;
import dpone.spi.option.Options;
import java.util.Map;
import java.util.TreeMap;

/** The settings of queries that read rows. */
final class ReadSettings {
  private static final long DEFAULT_ROWS = 65_409;
  private static final long FEWEST_ROWS = 128;
  private static final long BLOCK_BYTES = 1_000_000;

  private final Map<String, String> given;
  private final long batchBytes;

  ReadSettings(Options options, long batchBytes) {
    this.given = options.map(SourceOptions.SETTINGS);
    this.batchBytes = batchBytes;
    ConnectionSettings.checkSettings("source.settings", given);
  }

  /** For one stream: blocks of about half a batch at most, so that a batch is not overrun. */
  Map<String, String> of(Server server, Described stream) {
    Map<String, String> all = new TreeMap<>();
    if (server.settings().compresses()) {
      all.put("compress", "1");
    }
    if (server.takesSettings()) {
      all.put("max_block_size", Long.toString(rows(stream.table())));
      all.put(
          "preferred_block_size_bytes",
          Long.toString(Math.clamp(batchBytes / 2, 1 << 16, BLOCK_BYTES)));
      if (server.settings().compresses()) {
        all.put("network_compression_method", "LZ4");
      }
    }
    all.putAll(given);
    return all;
  }

  private long rows(@org.jspecify.annotations.Nullable Table table) {
    if (table == null || table.rows() <= 0 || table.bytes() <= 0) {
      return DEFAULT_ROWS;
    }
    long width = Math.max(1, table.bytes() / table.rows());
    return Math.clamp(batchBytes / 2 / width, FEWEST_ROWS, DEFAULT_ROWS);
  }
}
