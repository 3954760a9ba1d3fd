package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Out;
import dpone.connector.bigquery.type.StageType;
import dpone.spi.batch.BatchMemory;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What stands at the end of a file. Row groups are written down as they end, so that a long file
 * keeps some bytes of each and no objects.
 *
 * @see <a
 *     href="https://github.com/apache/parquet-format/blob/master/src/main/thrift/parquet.thrift">Parquet:
 *     FileMetaData</a>
 */
final class Footer {
  static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  static final String LIST = "list";
  static final String ELEMENT = "element";
  static final int PLAIN = 0;
  static final int RLE = 3;
  static final int RLE_DICTIONARY = 8;

  private static final int OPTIONAL = 1;
  private static final int REPEATED = 2;
  private static final int UTF8 = 0;
  private static final int CONVERTED_LIST = 3;
  private static final int CONVERTED_DECIMAL = 5;
  private static final int CONVERTED_DATE = 6;
  private static final int CONVERTED_MICROS = 10;

  /** Which field of LogicalType is set. */
  private static final int LOGICAL_STRING = 1;

  private static final int LOGICAL_LIST = 3;
  private static final int LOGICAL_DECIMAL = 5;
  private static final int LOGICAL_DATE = 6;
  private static final int LOGICAL_TIMESTAMP = 8;

  private final Out groups;
  private final Thrift thrift;
  private final int codec;
  private int count;

  Footer(BatchMemory memory, int codec) {
    this.groups = new Out(memory, 4096);
    this.thrift = new Thrift(groups);
    this.codec = codec;
  }

  /** Begins a row group of that many columns. */
  void beginGroup(int columns) {
    thrift.begin().structs(1, columns);
  }

  /**
   * A column of a row group.
   *
   * @param at where its first page begins
   * @param dictionary bytes of the dictionary's page before those of values; 0 if there is none
   * @param compressed bytes of all of its pages
   */
  void column(ColumnWriter column, long at, long dictionary, long compressed) {
    Shape.Leaf leaf = column.leaf();
    ColumnWriter.Chunk chunk = column.chunk();
    thrift.begin().i64(2, 0).begin(3).i32(1, leaf.physical().type());
    thrift.i32s(2, 1 + (chunk.plain || chunk.coded ? 1 : 0) + (chunk.coded ? 1 : 0)).i32(RLE);
    if (chunk.plain || chunk.coded) {
      // Also that of a dictionary's own page.
      thrift.i32(PLAIN);
    }
    if (chunk.coded) {
      thrift.i32(RLE_DICTIONARY);
    }
    thrift.texts(3, leaf.path().size());
    leaf.path().forEach(thrift::text);
    thrift.i32(4, codec).i64(5, chunk.values).i64(6, chunk.uncompressed).i64(7, compressed);
    thrift.i64(9, at + dictionary);
    if (dictionary > 0) {
      thrift.i64(11, at);
    }
    thrift.end().end();
  }

  /**
   * Ends a row group.
   *
   * @param at where it begins
   */
  void endGroup(long uncompressed, long compressed, long rows, long at) {
    thrift.i64(2, uncompressed).i64(3, rows).i64(5, at).i64(6, compressed).end();
    count++;
  }

  /** Writes all of it. */
  void write(Out out, List<String> names, List<Shape> shapes, long rows) {
    int start = out.length();
    Thrift file = new Thrift(out);
    int elements = 1;
    for (Shape shape : shapes) {
      elements += elements(shape);
    }
    file.begin().i32(1, 1).structs(2, elements);
    file.begin().text(4, "row").i32(5, shapes.size()).end();
    for (int i = 0; i < shapes.size(); i++) {
      element(file, names.get(i), shapes.get(i));
    }
    file.i64(3, rows).structs(4, count);
    out.raw(groups.data(), 0, groups.length());
    file.text(6, "dpone").end();
    out.fixed32(out.length() - start);
    out.raw(MAGIC, 0, MAGIC.length);
  }

  private static int elements(Shape shape) {
    return switch (shape) {
      case Shape.Cell ignored -> 1;
      case Shape.Items items -> 2 + elements(items.element());
      case Shape.Parts parts -> 1 + parts.fields().stream().mapToInt(Footer::elements).sum();
    };
  }

  private static void element(Thrift file, String name, Shape shape) {
    switch (shape) {
      case Shape.Cell cell -> cell(file, name, cell.physical());
      case Shape.Items items -> {
        file.begin().i32(3, OPTIONAL).text(4, name).i32(5, 1).i32(6, CONVERTED_LIST);
        logical(file, LOGICAL_LIST);
        file.end();
        file.begin().i32(3, REPEATED).text(4, LIST).i32(5, 1).end();
        element(file, ELEMENT, items.element());
      }
      case Shape.Parts parts -> {
        file.begin().i32(3, OPTIONAL).text(4, name).i32(5, parts.fields().size()).end();
        for (int i = 0; i < parts.fields().size(); i++) {
          element(file, StageType.field(i), parts.fields().get(i));
        }
      }
    }
  }

  private static void cell(Thrift file, String name, Physical physical) {
    file.begin().i32(1, physical.type());
    if (physical.length() > 0) {
      file.i32(2, physical.length());
    }
    file.i32(3, OPTIONAL).text(4, name);
    switch (physical.meaning()) {
      case NOTHING -> {
        // The physical type says all.
      }
      case TEXT -> {
        file.i32(6, UTF8);
        logical(file, LOGICAL_STRING);
      }
      case DATE -> {
        file.i32(6, CONVERTED_DATE);
        logical(file, LOGICAL_DATE);
      }
      case MICROS -> {
        file.i32(6, CONVERTED_MICROS).begin(10).begin(LOGICAL_TIMESTAMP).bool(1, true);
        // The unit: microseconds.
        file.begin(2).begin(2).end().end().end().end();
      }
      case DECIMAL -> {
        file.i32(6, CONVERTED_DECIMAL).i32(7, physical.scale()).i32(8, physical.precision());
        file.begin(10).begin(LOGICAL_DECIMAL);
        file.i32(1, physical.scale()).i32(2, physical.precision()).end().end();
      }
    }
    file.end();
  }

  private static void logical(Thrift file, int which) {
    file.begin(10).begin(which).end().end();
  }
}
