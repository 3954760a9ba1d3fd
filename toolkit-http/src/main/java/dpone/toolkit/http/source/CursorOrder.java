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
  private final Cursor cursor;
  private Cursor.@Nullable Value last;
  private boolean rises;
  private boolean falls;

  CursorOrder(String stream, Cursor cursor) {
    this.stream = stream;
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
   * @throws dpone.spi.error.DponeException when it is, and the records so far were in no order
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
    if (later && !rises && !falls) {
      throw FeedCode.CURSOR_UNORDERED
          .error(
              "the cursor "
                  + cursor.text(cursor.value(batch, row))
                  + " follows "
                  + (before == null ? "" : cursor.text(before))
                  + ", and the records before it were in the other order")
          .at(Place.field(stream, batch.schema().names().get(cursor.index())))
          .build();
    }
  }
}
