package dpone.connector.kafka.format.protobuf;

import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import dpone.toolkit.format.cell.Refusal;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.json.JsonText;

/** Struct, Value and ListValue as JSON. */
final class ProtoJson {
  private final ByteOutput out = new ByteOutput(64);
  private final String root;

  ProtoJson(ProtoMessage message) {
    this.root = message.name;
  }

  void read(ProtoInput in, Column column) {
    out.truncate(0);
    message(root, in);
    ((BytesColumn) column).append(out.array(), 0, out.length());
  }

  private void message(String type, ProtoInput in) {
    int outer = in.enter();
    switch (type) {
      case WellKnown.STRUCT -> struct(in);
      case WellKnown.LIST -> list(in);
      default -> value(in);
    }
    in.leave(outer);
  }

  private void struct(ProtoInput in) {
    out.write('{');
    boolean first = true;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag != (1 << 3 | 2)) {
        in.skipValue(tag);
        continue;
      }
      if (!first) {
        out.write(',');
      }
      first = false;
      entry(in);
    }
    out.write('}');
  }

  private void entry(ProtoInput in) {
    int outer = in.enter();
    int start = out.length();
    out.write("\"\":");
    boolean valued = false;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag == (1 << 3 | 2) && !valued) {
        out.truncate(start);
        string(in);
        out.write(':');
      } else if (tag == (2 << 3 | 2) && !valued) {
        message(WellKnown.VALUE, in);
        valued = true;
      } else {
        in.skipValue(tag);
      }
    }
    if (!valued) {
      out.write("null");
    }
    in.leave(outer);
  }

  private void list(ProtoInput in) {
    out.write('[');
    boolean first = true;
    while (in.hasMore()) {
      int tag = in.tag();
      if (tag != (1 << 3 | 2)) {
        in.skipValue(tag);
        continue;
      }
      if (!first) {
        out.write(',');
      }
      first = false;
      message(WellKnown.VALUE, in);
    }
    out.write(']');
  }

  /** Of several kinds the last counts. */
  private void value(ProtoInput in) {
    int start = out.length();
    out.write("null");
    while (in.hasMore()) {
      int tag = in.tag();
      switch (tag) {
        case 1 << 3 -> {
          in.varint();
          out.truncate(start);
          out.write("null");
        }
        case 2 << 3 | 1 -> {
          double number = Double.longBitsToDouble(in.bits64());
          if (!Double.isFinite(number)) {
            throw Refusal.tooLarge("json", Double.toString(number));
          }
          out.truncate(start);
          long whole = (long) number;
          boolean exact = whole == number && Math.abs(number) < 1e15;
          out.write(exact ? Long.toString(whole) : Double.toString(number));
        }
        case 3 << 3 | 2 -> {
          out.truncate(start);
          string(in);
        }
        case 4 << 3 -> {
          boolean yes = in.varint() != 0;
          out.truncate(start);
          out.write(yes ? "true" : "false");
        }
        case 5 << 3 | 2 -> {
          out.truncate(start);
          message(WellKnown.STRUCT, in);
        }
        case 6 << 3 | 2 -> {
          out.truncate(start);
          message(WellKnown.LIST, in);
        }
        default -> in.skipValue(tag);
      }
    }
  }

  private void string(ProtoInput in) {
    int length = in.length();
    int from = in.skip(length);
    JsonText.string(in.data(), from, from + length, out);
  }
}
