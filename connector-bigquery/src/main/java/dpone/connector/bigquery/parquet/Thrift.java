package dpone.connector.bigquery.parquet;

import dpone.connector.bigquery.encode.Out;
import java.nio.charset.StandardCharsets;

/**
 * Thrift's compact protocol as far as page headers and footers need it. What is written streams:
 * the metadata of a long file are never there as objects.
 *
 * @see <a href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">
 *     Thrift: compact protocol</a>
 */
final class Thrift {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int DEEPEST = 16;
  private static final int SMALL_LIST = 15;

  private final Out out;
  private final int[] outer = new int[DEEPEST];
  private int depth;
  private int last;

  Thrift(Out out) {
    this.out = out;
  }

  private Thrift field(int id, int type) {
    int delta = id - last;
    if (delta > 0 && delta <= 15) {
      out.octet(delta << 4 | type);
    } else {
      out.octet(type);
      out.number(id);
    }
    last = id;
    return this;
  }

  Thrift bool(int id, boolean value) {
    return field(id, value ? TRUE : FALSE);
  }

  Thrift i32(int id, int value) {
    field(id, I32);
    out.number(value);
    return this;
  }

  Thrift i64(int id, long value) {
    field(id, I64);
    out.number(value);
    return this;
  }

  Thrift text(int id, String value) {
    field(id, BINARY);
    return text(value);
  }

  /** An element of a list. */
  Thrift text(String value) {
    byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
    out.unsigned(utf8.length);
    out.raw(utf8, 0, utf8.length);
    return this;
  }

  /** An element of a list. */
  Thrift i32(int value) {
    out.number(value);
    return this;
  }

  Thrift texts(int id, int count) {
    return list(id, count, BINARY);
  }

  Thrift i32s(int id, int count) {
    return list(id, count, I32);
  }

  Thrift structs(int id, int count) {
    return list(id, count, STRUCT);
  }

  private Thrift list(int id, int count, int type) {
    field(id, LIST);
    if (count < SMALL_LIST) {
      out.octet(count << 4 | type);
    } else {
      out.octet(0xf0 | type);
      out.unsigned(count);
    }
    return this;
  }

  /** Begins a struct that is a field. */
  Thrift begin(int id) {
    field(id, STRUCT);
    return begin();
  }

  /** Begins a struct that stands by itself or in a list. */
  Thrift begin() {
    outer[depth++] = last;
    last = 0;
    return this;
  }

  Thrift end() {
    out.octet(0);
    last = outer[--depth];
    return this;
  }
}
