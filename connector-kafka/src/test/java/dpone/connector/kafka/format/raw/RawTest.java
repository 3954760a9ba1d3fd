package dpone.connector.kafka.format.raw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.kafka.format.RoundTrip;
import dpone.spi.testing.PlainMemory;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.toolkit.format.codec.FormatCode;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Bytes and text as one column. */
@Tag("unit")
class RawTest {
  @Test
  void bytesAndTextComeBack() {
    for (boolean isText : List.of(true, false)) {
      RawFormat format = new RawFormat(isText, "value");
      Field given = format.columns("t", limit -> List.of()).get(0);
      Field field = new Field(given.name(), given.type(), false, "");
      RoundTrip.check(format, format, List.of(field), 7, 200);
    }
  }

  @Test
  void whatIsNoTextIsPoison() {
    RawFormat format = new RawFormat(true, "value");
    List<Field> columns = format.columns("t", limit -> List.of());
    byte[] latin = {(byte) 0xE9, 'x'};
    assertThat(
            format.decoder("t", columns, 0).decode(latin, 0, 2, PlainMemory.batch(columns)).code())
        .isEqualTo(FormatCode.MALFORMED);
  }

  @Test
  void severalColumnsAreRefused() {
    List<Field> two =
        List.of(
            new Field("a", new DataType.Text(), true, ""),
            new Field("b", new DataType.Text(), true, ""));
    assertThatThrownBy(() -> new RawFormat(true, "value").check("t", two))
        .hasMessageContaining("one column");
  }
}
