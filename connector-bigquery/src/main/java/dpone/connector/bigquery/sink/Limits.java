package dpone.connector.bigquery.sink;

import dpone.connector.bigquery.error.BqCode;
import dpone.spi.error.Place;

/**
 * What BigQuery takes at once, as far as a load can come near it: what is larger is refused before
 * it is sent.
 *
 * @see <a href="https://cloud.google.com/bigquery/quotas">BigQuery: quotas and limits</a>
 */
final class Limits {
  /** Columns of a table. */
  static final int COLUMNS = 10_000;

  /** Tables that one transaction may change: those of a load and the three that remember. */
  static final int TABLES_OF_A_TRANSACTION = 100;

  /** Characters of a statement or script. */
  static final int SCRIPT = 1024 * 1024;

  /** Tables that one copy job puts together, somewhat below BigQuery's own limit of 1,200. */
  static final int TABLES_COPIED = 1_000;

  /** Files that one load job takes. */
  static final int FILES_LOADED = 10_000;

  /**
   * Partitions that a load overwrites by copy jobs. Each takes one of the 1,500 to 30,000 changes
   * that a table may have in a day, and a second or two.
   */
  static final int PARTITIONS_COPIED = 500;

  /** Values of a column that are written as literals, so that partitions are pruned. */
  static final int VALUES_REPLACED = 1_000;

  /** Partitions of a table that may be changed in {@link #METADATA_SECONDS}. */
  static final int PARTITION_CHANGES = 50;

  /** Changes of a table's metadata in {@link #METADATA_SECONDS}. */
  static final int METADATA_CHANGES = 5;

  /** See {@link #METADATA_CHANGES}. */
  static final int METADATA_SECONDS = 10;

  private Limits() {}

  /** Refuses a load that no transaction can publish. */
  static void streams(int streams) {
    if (streams + 3 > TABLES_OF_A_TRANSACTION) {
      throw BqCode.RESOURCES
          .error(
              "one transaction changes "
                  + TABLES_OF_A_TRANSACTION
                  + " tables at most, three of them for what it records, and the load has "
                  + streams
                  + " streams")
          .remedy("split the manifest")
          .build();
    }
  }

  /** Refuses a table that is too wide. */
  static void columns(String stream, int columns) {
    if (columns > COLUMNS) {
      throw BqCode.RESOURCES
          .error("a table has " + COLUMNS + " columns at most, and the stream has " + columns)
          .at(Place.stream(stream))
          .remedy("name the columns that are needed in source.streams")
          .build();
    }
  }

  /** Refuses a script that is too long to be sent. */
  static String script(String script) {
    if (script.length() > SCRIPT) {
      throw BqCode.RESOURCES
          .error("the publishing script has " + script.length() + " characters, not " + SCRIPT)
          .remedy("let a run load fewer streams, or columns with shorter names")
          .build();
    }
    return script;
  }

  /** Refuses more partitions than one load may overwrite. */
  static void partitions(String stream, int found) {
    if (found > PARTITIONS_COPIED) {
      throw BqCode.RESOURCES
          .error("the load has rows of more than " + PARTITIONS_COPIED + " partitions")
          .at(Place.stream(stream))
          .remedy("set sink.publish to statements, or load fewer partitions at once")
          .build();
    }
  }
}
