package dpone.toolkit.http.source;

import dpone.spi.batch.BatchAllocator;
import dpone.spi.batch.ColumnBatch;
import dpone.spi.error.Place;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Increment;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.Variables;
import dpone.toolkit.http.page.FeedCode;
import dpone.toolkit.http.page.Page;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the rows of a stream look like: its columns after selection, and where they come from. */
final class RowShape {
  private final StreamDefinition stream;
  private final List<ColumnDefinition> columns;
  private final Schema schema;
  private final @Nullable Cursor keyset;
  private final int[] identity;

  private RowShape(StreamDefinition stream, List<ColumnDefinition> columns) {
    this.stream = stream;
    this.columns = columns;
    List<Field> fields = columns.stream().map(ColumnDefinition::field).toList();
    List<String> names = fields.stream().map(Field::name).toList();
    List<String> key = names.containsAll(stream.key()) ? stream.key() : List.of();
    this.schema = new Schema(fields, key);
    this.keyset =
        stream.paging() instanceof Paging.Keyset paging
            ? Cursor.of(stream.name(), schema, paging.column())
            : null;
    this.identity = key.stream().mapToInt(names::indexOf).toArray();
  }

  /**
   * The shape of a stream.
   *
   * @throws dpone.spi.error.DponeException when a column is wanted that it does not have
   */
  static RowShape of(StreamDefinition stream, StreamSelection selection) {
    List<ColumnDefinition> columns = new ArrayList<>();
    if (selection.columns().isEmpty()) {
      columns.addAll(stream.columns());
    }
    for (String wanted : selection.columns()) {
      columns.add(
          stream.columns().stream()
              .filter(c -> c.field().name().equals(wanted))
              .findFirst()
              .orElseThrow(() ->
                  FeedCode.STREAM_OPTION
                      .error("the stream has no column " + wanted)
                      .at(Place.field(stream.name(), wanted))
                      .remedy("choose among " + stream.schema().names())
                      .build()));
    }
    return new RowShape(stream, List.copyOf(columns));
  }

  Schema schema() {
    return schema;
  }

  /** The column that tells what is new; empty where none does. */
  String cursor() {
    String column = stream.increments().map(Increment::column).orElse(null);
    return column == null ? "" : column;
  }

  /** Refuses columns that no record can be read as. */
  static void check(StreamDefinition stream, List<ColumnDefinition> columns) {
    new Decoding(stream, columns).decoder();
  }

  /** Makes rows out of the pages of one reader. */
  Decoding decoding() {
    return new Decoding(stream, columns);
  }

  /** The records of a page of a slice as rows. */
  PageRows open(Decoding decoding, Page page, Variables variables) {
    return new PageRows(page, decoding, new Constants(columns, variables, page), identity, keyset);
  }

  /** An empty batch, for values that are looked at and not handed on. */
  ColumnBatch scratch(BatchAllocator allocator) {
    return ColumnBatch.create(schema, allocator);
  }
}
