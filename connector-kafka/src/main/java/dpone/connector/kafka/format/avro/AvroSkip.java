package dpone.connector.kafka.format.avro;

import dpone.toolkit.format.cell.Refusal;

/** Steps over values that no column wants. */
final class AvroSkip {
  private static final int DEEPEST = 500;

  private AvroSkip() {}

  static void skip(AvroType type, AvroInput in, int depth) {
    if (depth > DEEPEST) {
      throw Refusal.malformed("the Avro value is nested deeper than " + DEEPEST + " levels");
    }
    switch (type.kind) {
      case NULL -> {}
      case BOOLEAN -> in.bool();
      case INT, LONG -> in.int64();
      case ENUM -> symbol(type, in);
      case FLOAT -> in.skip(4);
      case DOUBLE -> in.skip(8);
      case BYTES, STRING -> in.skip(in.length());
      case FIXED -> in.skip(type.size);
      case ARRAY -> {
        for (long count = in.block(); count != 0; count = in.block()) {
          for (long i = 0; i < count; i++) {
            skip(type.element(), in, depth + 1);
          }
        }
      }
      case MAP -> {
        for (long count = in.block(); count != 0; count = in.block()) {
          for (long i = 0; i < count; i++) {
            in.skip(in.length());
            skip(type.element(), in, depth + 1);
          }
        }
      }
      case RECORD -> {
        for (AvroType.Member member : type.members) {
          skip(member.type(), in, depth + 1);
        }
      }
      case UNION -> skip(type.branches.get(branch(type, in)), in, depth + 1);
    }
  }

  /** Index of the union's branch that comes next. */
  static int branch(AvroType union, AvroInput in) {
    int index = in.int32();
    if (index < 0 || index >= union.branchCount) {
      throw Refusal.malformed("a union of the Avro value has no branch " + index);
    }
    return index;
  }

  /** Index of the enum's symbol that comes next. */
  static int symbol(AvroType type, AvroInput in) {
    int index = in.int32();
    if (index < 0 || index >= type.symbols.size()) {
      throw Refusal.malformed("an enum of the Avro value has no symbol " + index);
    }
    return index;
  }
}
