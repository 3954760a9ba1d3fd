package dpone.toolkit.http.source;

import dpone.spi.batch.ColumnBatch;
import dpone.toolkit.format.codec.Poison;
import dpone.toolkit.format.record.Records;
import dpone.toolkit.http.page.Page;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** The records of one page as rows. Used by one thread. */
final class PageRows {
  private final Records records;
  private final Decoding decoding;
  private final Constants constants;
  private final int[] identity;
  private final @Nullable Cursor keyset;
  private final CRC32C digest = new CRC32C();
  private boolean begun;
  private @Nullable String last;

  /**
   * Rows of a page.
   *
   * @param decoding fills the columns that come from the record
   * @param constants fills the others
   * @param identity indexes of the columns that identify a row; none for the record itself
   * @param keyset the column that tells the next page, or null
   */
  PageRows(
      Page page, Decoding decoding, Constants constants, int[] identity, @Nullable Cursor keyset) {
    this.records = page.records();
    this.decoding = decoding;
    this.constants = constants;
    this.identity = identity;
    this.keyset = keyset;
  }

  /** Moves to the next record; false at the end of the page. */
  boolean next() {
    try {
      boolean there = records.next();
      if (there) {
        if (!begun) {
          begun = true;
          decoding.header(records.header());
        }
        digest.update(records.data(), records.from(), records.to() - records.from());
        // So that two records are not taken for one with the bytes of both.
        digest.update('\n');
      }
      return there;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Records records() {
    return records;
  }

  /**
   * Appends a cell to every column.
   *
   * @return why the record cannot be a row, or null
   */
  @Nullable Poison decode(ColumnBatch batch) {
    int row = batch.rows();
    Poison poison =
        decoding
            .decoder()
            .decode(records.data(), records.from(), records.to() - records.from(), batch);
    if (poison == null) {
      poison = constants.append(batch);
    }
    Cursor column = keyset;
    if (poison == null && column != null) {
      last = column.isNull(batch, row) ? null : column.text(column.value(batch, row));
    }
    return poison;
  }

  /** What tells the present row from others: its key, or all of its record. */
  String identity(ColumnBatch batch) {
    return identity.length == 0
        ? Identity.of(records.data(), records.from(), records.to())
        : Identity.of(batch, batch.rows(), identity);
  }

  /** The keyset's value in the last record. */
  Optional<String> last() {
    return Optional.ofNullable(last);
  }

  /** Of all records so far. */
  long digest() {
    return digest.getValue();
  }
}
