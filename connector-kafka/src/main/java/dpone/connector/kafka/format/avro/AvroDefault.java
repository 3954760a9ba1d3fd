package dpone.connector.kafka.format.avro;

import dpone.spi.batch.Column;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.PoisonException;
import org.jspecify.annotations.Nullable;

/** What stands in a column whose field the writer did not write. */
@FunctionalInterface
interface AvroDefault {
  void append(Column column);

  /** The newest schema's default, else a null, else poison. */
  static AvroDefault of(Field field, @Nullable AvroType reader) {
    AvroType.Member member = reader == null ? null : reader.member(field.name()).orElse(null);
    if (member != null && member.defaultValue() != null) {
      ByteOutput out = new ByteOutput(32);
      AvroValues.write(member.type(), member.defaultValue(), out, 0);
      byte[] value = out.toByteArray();
      AvroCell cell = AvroCells.of(member.type(), field.type(), member.type());
      AvroInput in = new AvroInput();
      return column -> {
        in.open(value, 0, value.length);
        cell.read(in, column);
      };
    }
    if (field.nullable()) {
      return Column::appendNull;
    }
    return column -> {
      throw new PoisonException(FormatCode.VALUE_MISSING, null, "the writer has no such field");
    };
  }
}
