package dpone.connector.clickhouse.wire;

import dpone.connector.clickhouse.type.ChType;
import dpone.spi.batch.BytesColumn;
import dpone.spi.batch.Column;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Enums, as their labels. */
final class Enums extends Fixed {
  private final boolean wide;
  private final byte[] @Nullable [] labels;
  private final int lowest;

  Enums(boolean wide, List<ChType.EnumValue> values) {
    super(wide ? 2 : 1);
    this.wide = wide;
    int low = values.stream().mapToInt(ChType.EnumValue::number).min().orElse(0);
    int high = values.stream().mapToInt(ChType.EnumValue::number).max().orElse(0);
    this.lowest = low;
    this.labels = new byte[high - low + 1][];
    for (ChType.EnumValue value : values) {
      labels[value.number() - low] = value.label().getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  void some(
      byte[] data,
      int at,
      int first,
      int count,
      byte @Nullable [] nulls,
      Column out,
      Faults faults) {
    BytesColumn texts = (BytesColumn) out;
    for (int i = 0; i < count; i++) {
      if (isNull(nulls, first + i)) {
        texts.appendNull();
        continue;
      }
      int number = wide ? (short) NativeInput.SHORT.get(data, at + 2 * i) : data[at + i];
      byte[] label =
          number < lowest || number - lowest >= labels.length ? null : labels[number - lowest];
      if (label == null) {
        throw NativeInput.malformed("the enum value " + number + ", which the enum lacks");
      }
      texts.append(label, 0, label.length);
    }
  }
}
