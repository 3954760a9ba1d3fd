package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Out;
import dpone.spi.batch.BatchMemory;
import dpone.spi.batch.CellState;
import dpone.spi.batch.Column;
import dpone.spi.batch.ListColumn;
import dpone.spi.batch.StructColumn;
import org.jspecify.annotations.Nullable;

/**
 * The pages of one leaf in the row group that is open.
 *
 * @see <a href="https://parquet.apache.org/docs/file-format/data-pages/">Parquet: data pages</a>
 */
final class ColumnWriter {
  private static final int FIRST_ROOM = 4096;
  private static final int FIRST_LEVELS = 256;

  private final Shape.Leaf leaf;
  private final int[] steps;
  private final PageWriter writer;
  private final Pages pages;
  private final int mostInPage;
  private final PlainPage values;
  private final Levels definitions;
  private final @Nullable Levels repetitions;
  private @Nullable Dictionary dictionary;
  private boolean coding;
  private boolean again = true;
  private int inPage;
  private final Chunk chunk = new Chunk();

  /** What a footer says of a column of a row group. */
  static final class Chunk {
    long values;
    long uncompressed;
    boolean plain;
    boolean coded;

    private void clear() {
      values = 0;
      uncompressed = 0;
      plain = false;
      coded = false;
    }
  }

  ColumnWriter(
      Shape.Leaf leaf, BatchMemory memory, PageWriter writer, Pages pages, int mostInPage) {
    this.leaf = leaf;
    this.steps = leaf.steps().stream().mapToInt(Integer::intValue).toArray();
    this.writer = writer;
    this.pages = pages;
    this.mostInPage = mostInPage;
    this.values = PlainPage.of(leaf, new Out(memory, FIRST_ROOM));
    this.definitions = new Levels(new Out(memory, FIRST_LEVELS), Levels.width(leaf.definition()));
    this.repetitions =
        leaf.repetition() == 0
            ? null
            : new Levels(new Out(memory, FIRST_LEVELS), Levels.width(leaf.repetition()));
    if (leaf.physical().type() != Physical.BOOLEAN) {
      dictionary = new Dictionary(memory, leaf.physical().size(), mostInPage / 4);
      coding = true;
    }
  }

  Shape.Leaf leaf() {
    return leaf;
  }

  Pages pages() {
    return pages;
  }

  Chunk chunk() {
    return chunk;
  }

  private @Nullable Dictionary inUse() {
    return coding ? dictionary : null;
  }

  /** Bytes that it holds. */
  long held() {
    Dictionary held = coding || chunk.coded ? dictionary : null;
    return pages.length() + open() + (held == null ? 0 : held.values().length());
  }

  private int open() {
    Dictionary used = inUse();
    return values.out.length()
        + definitions.out().length()
        + (repetitions == null ? 0 : repetitions.out().length())
        + (used == null ? 0 : used.length());
  }

  /** Appends the cells of some rows. */
  void add(Column column, int from, int to) {
    if (steps.length == 0) {
      flat(column, from, to);
    } else {
      for (int row = from; row < to; row++) {
        nested(column, 0, row, 0, 0, 0);
      }
    }
    Dictionary used = inUse();
    if (used != null) {
      used.take(values.out);
      values.clear();
    }
  }

  private void flat(Column column, int from, int to) {
    inPage += to - from;
    if (!column.hasGaps()) {
      definitions.add(1, to - from);
      values.add(column, from, to);
      return;
    }
    int at = from;
    while (at < to) {
      int start = at;
      while (at < to && column.state(at) == CellState.VALUE) {
        at++;
      }
      if (at > start) {
        definitions.add(1, at - start);
        values.add(column, start, at);
      }
      int gap = at;
      while (at < to && column.state(at) != CellState.VALUE) {
        at++;
      }
      definitions.add(0, at - gap);
    }
  }

  /**
   * Cuts what is below one cell into levels and values.
   *
   * @param depth levels below the column
   * @param repetition level at which this begins again
   * @param definition how many levels above are there
   * @param lists how many lists are above
   */
  private void nested(
      Column column, int depth, int cell, int repetition, int definition, int lists) {
    if (depth == steps.length) {
      boolean there = column.state(cell) == CellState.VALUE;
      level(repetition, there ? definition + 1 : definition);
      if (there) {
        values.add(column, cell, cell + 1);
      }
    } else if (column instanceof ListColumn list) {
      boolean there = column.state(cell) == CellState.VALUE;
      int start = list.start(cell);
      int end = list.end(cell);
      if (!there || start == end) {
        // A list is never null in BigQuery: an empty one stands for it, as the plan said.
        level(repetition, definition + 1);
      } else {
        for (int i = start; i < end; i++) {
          nested(
              list.elements(),
              depth + 1,
              i,
              i == start ? repetition : lists + 1,
              definition + 2,
              lists + 1);
        }
      }
    } else if (column.state(cell) == CellState.VALUE) {
      Column field = ((StructColumn) column).field(steps[depth]);
      nested(field, depth + 1, cell, repetition, definition + 1, lists);
    } else {
      level(repetition, definition);
    }
  }

  private void level(int repetition, int definition) {
    inPage++;
    definitions.add(definition);
    if (repetitions != null) {
      repetitions.add(repetition);
    }
  }

  /** Ends the page if it is large enough, and the use of a dictionary that is of none. */
  void settle() {
    Dictionary used = inUse();
    if (used != null && (used.useless() || used.full())) {
      again = !used.useless() && used.wasUseful();
      if (chunk.coded) {
        endPage();
      } else {
        // No page needs it yet: none will.
        used.giveBack(values.out);
      }
      coding = false;
    } else if (open() >= mostInPage) {
      endPage();
    }
  }

  private void endPage() {
    if (inPage == 0) {
      return;
    }
    Out body = writer.body();
    if (repetitions != null) {
      levels(repetitions, body, leaf.repetition());
    }
    levels(definitions, body, leaf.definition());
    Dictionary used = inUse();
    if (used != null) {
      used.endPage(body);
      chunk.coded = true;
    } else {
      body.raw(values.out.data(), 0, values.out.length());
      values.clear();
      chunk.plain = true;
    }
    chunk.uncompressed += writer.data(inPage, used != null, pages);
    chunk.values += inPage;
    inPage = 0;
  }

  private static void levels(Levels levels, Out body, int largest) {
    levels.finish();
    body.fixed32(levels.out().length());
    body.raw(levels.out().data(), 0, levels.out().length());
    levels.clear(Levels.width(largest));
  }

  /**
   * Ends the last page of the row group.
   *
   * @param first takes the page of the dictionary, which stands before the others
   */
  void endChunk(Pages first) {
    endPage();
    Dictionary used = dictionary;
    if (used != null && chunk.coded) {
      chunk.uncompressed += writer.dictionary(used.values(), used.entries(), first);
    }
  }

  /** Begins the next row group. */
  void nextChunk() {
    chunk.clear();
    Dictionary used = dictionary;
    if (used != null && again) {
      used.clear();
      coding = true;
    } else {
      dictionary = null;
      coding = false;
    }
  }
}
