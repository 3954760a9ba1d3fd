package dpone.connector.mssql.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Tag;

@Tag("unit")
class Utf16Properties {
  /** The runtime's strict decoder is the judge, of text and of any bytes. */
  @Property
  void agreesWithTheRuntime(@ForAll byte[] bytes) {
    String expected;
    try {
      expected = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      expected = "malformed";
    }
    assertThat(turned(bytes)).isEqualTo(expected);
  }

  @Property
  void carriesText(@ForAll String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(turned(bytes)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
  }

  private static String turned(byte[] bytes) {
    byte[] out = new byte[bytes.length * 2];
    try {
      int length = Utf16.encode(bytes, 0, bytes.length, out);
      return new String(Arrays.copyOf(out, length), StandardCharsets.UTF_16LE);
    } catch (UnfitCell unfit) {
      return "malformed";
    }
  }
}
