package dpone.runtime.manifest;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.yaml.snakeyaml.reader.StreamReader;

/** The text of a manifest's file, proven to be text. */
final class YamlFile {
  /** A manifest is written by hand: anything larger is the wrong file. */
  static final int LARGEST = 1 << 20;

  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private YamlFile() {}

  static String read(Path file) {
    Place place = Place.file(file.toString(), 0, 0);
    if (Files.isDirectory(file)) {
      throw Complaint.of(
          "MANIFEST_IS_FOLDER", "the manifest is a folder", place, "name the file in it");
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST + 1);
    } catch (NoSuchFileException e) {
      throw DponeException.of(
              ErrorCategory.NOT_FOUND, "MANIFEST_NOT_FOUND", "the manifest does not exist")
          .at(place)
          .remedy("check the path")
          .build();
    } catch (IOException e) {
      throw Complaint.of(
          "MANIFEST_UNREADABLE", "the manifest cannot be read", place, "make it readable");
    }
    if (bytes.length > LARGEST) {
      throw Complaint.of(
          "MANIFEST_TOO_LARGE",
          "the manifest is larger than 1 MB",
          place,
          "check that it is the right file");
    }
    return checked(decode(bytes, place), place);
  }

  private static String decode(byte[] bytes, Place place) {
    CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
    CharBuffer chars = CharBuffer.allocate(bytes.length + 1);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), chars, true);
    String text = chars.flip().toString();
    if (result.isError()) {
      throw Complaint.of(
          "MANIFEST_NOT_UTF8",
          "the manifest is not UTF-8 text",
          placeAfter(text, place),
          "save it as UTF-8");
    }
    return text.startsWith(Character.toString(BYTE_ORDER_MARK)) ? text.substring(1) : text;
  }

  private static String checked(String text, Place place) {
    for (int i = 0; i < text.length(); ) {
      int codePoint = text.codePointAt(i);
      if (!StreamReader.isPrintable(codePoint)) {
        throw Complaint.of(
            "MANIFEST_CHARACTER",
            "the character U+%04X is not allowed".formatted(codePoint),
            placeAfter(text.substring(0, i), place),
            "remove it");
      }
      i += Character.charCount(codePoint);
    }
    return text;
  }

  private static Place placeAfter(String text, Place place) {
    int lastBreak = text.lastIndexOf('\n');
    return Place.file(
        String.valueOf(place.file()),
        (int) text.chars().filter(c -> c == '\n').count() + 1,
        text.codePointCount(lastBreak + 1, text.length()) + 1);
  }
}
