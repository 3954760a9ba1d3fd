package dpone.toolkit.http.source;

import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.Place;
import dpone.toolkit.http.page.FeedCode;
import org.jspecify.annotations.Nullable;

/**
 * Holds several pages to an order of the cursor, where no clock bounds the read: oldest first, what
 * changes meanwhile comes on a later page; newest first, it is newer than all that was read. In no
 * order, it may lie on a page that was read already and be older than what a later page shows. Used
 * by one thread.
 */
final class CursorOrder {
  private final String stream;
  private final String column;
  private final Cursor cursor;
  private Cursor.@Nullable Value last;
  private boolean rises;
  private boolean falls;
  private @Nullable String broken;

  CursorOrder(String stream, String column, Cursor cursor) {
    this.stream = stream;
    this.column = column;
    this.cursor = cursor;
  }

  /** Other records begin. */
  void begin() {
    last = null;
    rises = true;
    falls = true;
  }

  /**
   * Looks at a record that has a cursor.
   *
   * @param row its index
   * @param later whether it is behind the first page
   */
  void look(ColumnBatch batch, int row, boolean later) {
    Cursor.Value before = last;
    int step = before == null ? 1 : cursor.compare(batch, row, before);
    if (before != null) {
      rises &= step >= 0;
      falls &= step <= 0;
    }
    if (before == null || step != 0) {
      last = cursor.value(batch, row);
    }
    if (later && !rises && !falls && broken == null) {
      broken =
          "the cursor "
              + cursor.text(cursor.value(batch, row))
              + " follows "
              + (before == null ? "" : cursor.text(before))
              + ", and the records before it were in the other order";
    }
  }

  /**
   * Judges a page once it was read and is known to be none that came before, which says more.
   *
   * @throws dpone.spi.error.DponeException when it is not the first, and there was no order so far
   */
  void endPage() {
    if (broken != null) {
      throw FeedCode.CURSOR_UNORDERED.error(broken).at(Place.field(stream, column)).build();
    }
  }
}
