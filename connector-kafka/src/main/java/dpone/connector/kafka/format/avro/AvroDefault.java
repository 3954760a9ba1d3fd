package dpone.connector.kafka.format.avro;

import dpone.connector.kafka.format.codec.ByteOutput;
import dpone.connector.kafka.format.codec.FormatCode;
import dpone.connector.kafka.format.codec.PoisonException;
import dpone.spi.batch.Column;
import dpone.spi.type.Field;
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
