package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Out;
import dpone.spi.batch.BatchMemory;

/**
 * Makes pages of the first version, one after the other; all columns of a file share it.
 *
 * @see <a
 *     href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">Parquet:
 *     PageHeader</a>
 */
final class PageWriter {
  private static final int FIRST_ROOM = 4096;
  private static final int DATA_PAGE = 0;
  private static final int DICTIONARY_PAGE = 2;

  private final Compression compression;
  private final Out body;
  private final Out packed;
  private final Out header;
  private final Thrift thrift;

  PageWriter(BatchMemory memory, Compression compression) {
    this.compression = compression;
    this.body = new Out(memory, FIRST_ROOM);
    this.packed = new Out(memory, FIRST_ROOM);
    this.header = new Out(memory, FIRST_ROOM / 64);
    this.thrift = new Thrift(header);
  }

  /** Where the next page is put together. */
  Out body() {
    body.truncate(0);
    return body;
  }

  /**
   * Ends a page of values.
   *
   * @param values how many, those that are not there included
   * @param coded whether they stand for entries of a dictionary
   * @return bytes that it would take if it were not compressed
   */
  long data(int values, boolean coded, Pages to) {
    sizes(body, DATA_PAGE)
        .begin(5)
        .i32(1, values)
        .i32(2, coded ? Footer.RLE_DICTIONARY : Footer.PLAIN)
        .i32(3, Footer.RLE)
        .i32(4, Footer.RLE)
        .end()
        .end();
    return add(body, to);
  }

  /** The same for the page of a dictionary. */
  long dictionary(Out entries, int count, Pages to) {
    sizes(entries, DICTIONARY_PAGE).begin(7).i32(1, count).i32(2, Footer.PLAIN).end().end();
    return add(entries, to);
  }

  private Thrift sizes(Out plain, int kind) {
    packed.truncate(0);
    compression.compress(plain, packed);
    header.truncate(0);
    return thrift.begin().i32(1, kind).i32(2, plain.length()).i32(3, packed.length());
  }

  private long add(Out plain, Pages to) {
    to.add(header);
    to.add(packed);
    return (long) header.length() + plain.length();
  }
}
