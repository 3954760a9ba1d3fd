package dpone.connector.kafka.source;

import dpone.toolkit.format.codec.FormatCode;
import dpone.toolkit.format.codec.Poison;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Keys that are to be text have to be text. */
final class Utf8Check {
  private Utf8Check() {}

  static @Nullable Poison key(@Nullable ByteBuffer key) {
    if (key == null) {
      return null;
    }
    for (int i = key.position(); i < key.limit(); i++) {
      if (key.get(i) < 0) {
        return strict(key);
      }
    }
    return null;
  }

  private static @Nullable Poison strict(ByteBuffer key) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(key.duplicate());
      return null;
    } catch (CharacterCodingException binary) {
      byte[] bytes = new byte[key.remaining()];
      key.duplicate().get(bytes);
      return new Poison(
          FormatCode.MALFORMED,
          "key",
          Base64.getEncoder().encodeToString(bytes),
          "the key is not UTF-8");
    }
  }
}
