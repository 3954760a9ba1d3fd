package dpone.runtime.credential;

import dpone.spi.option.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Files: {@code ${file:PATH}}. One line break at the end does not count. */
public record FileSecrets() implements SecretSource {
  private static final int LARGEST = 1 << 20;

  @Override
  public String scheme() {
    return "file";
  }

  @Override
  public Secret read(String reference, Path folder) {
    String text = decode(reference, content(reference, folder));
    String value =
        text.endsWith("\r\n")
            ? text.substring(0, text.length() - 2)
            : text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
    if (value.isEmpty()) {
      throw SecretSource.missing("file " + reference + " is empty", "write the value into it");
    }
    return Secret.of(value);
  }

  private static byte[] content(String reference, Path folder) {
    Path path;
    try {
      path = folder.resolve(reference);
    } catch (InvalidPathException e) {
      throw SecretSource.missing("the file's name is not a path", "correct the path");
    }
    if (!Files.exists(path)) {
      throw SecretSource.missing(
          "file " + reference + " does not exist", "create it, or correct the path");
    }
    if (Files.isDirectory(path)) {
      throw SecretSource.missing("file " + reference + " is a folder", "name the file in it");
    }
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw SecretSource.missing(
            "file " + reference + " is larger than 1 MB", "name the file that holds the value");
      }
      return bytes;
    } catch (IOException e) {
      throw SecretSource.missing(
          "file " + reference + " cannot be read", "make it readable for the user of the run");
    }
  }

  private static String decode(String reference, byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw SecretSource.missing("file " + reference + " is not UTF-8 text", "save it as UTF-8");
    }
  }
}
