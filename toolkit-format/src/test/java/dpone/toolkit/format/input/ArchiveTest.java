package dpone.toolkit.format.input;

import static dpone.toolkit.format.Texts.all;
import static dpone.toolkit.format.Texts.failure;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.toolkit.format.Dribble;
import dpone.toolkit.format.csv.CsvRules;
import dpone.toolkit.format.input.Archive.Packing;
import dpone.toolkit.format.input.Archive.Unpacking;
import dpone.toolkit.format.record.CsvRecords;
import dpone.toolkit.format.record.JsonLinesRecords;
import dpone.toolkit.format.record.PackedRecords;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Packed bodies, whole and broken. */
@Tag("unit")
class ArchiveTest {
  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  private static Map<String, String> files(String... namesAndTexts) {
    Map<String, String> files = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      files.put(namesAndTexts[i], namesAndTexts[i + 1]);
    }
    return files;
  }

  private static byte[] joined(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static List<String> lines(byte[] body, Unpacking unpacking) throws IOException {
    return lines(new Dribble(body, body.length), unpacking);
  }

  private static List<String> lines(InputStream body, Unpacking unpacking) throws IOException {
    try (PackedRecords records =
        PackedRecords.open(body, unpacking, in -> JsonLinesRecords.open(in, null, 1 << 20))) {
      return all(records);
    }
  }

  private static Unpacking of(Packing packing, String entry, boolean all) {
    return new Unpacking(packing, entry, all, Long.MAX_VALUE, 300);
  }

  @Test
  void packedOrNotIsToldByTheFirstBytes() throws IOException {
    String text = "{\"a\":1}\n{\"a\":2}\n";
    List<String> expected = List.of("{\"a\":1}", "{\"a\":2}");
    assertThat(lines(text.getBytes(StandardCharsets.UTF_8), Unpacking.STANDARD))
        .isEqualTo(expected);
    assertThat(lines(gzip(text), Unpacking.STANDARD)).isEqualTo(expected);
    assertThat(lines(zip(files("x.jsonl", text)), Unpacking.STANDARD)).isEqualTo(expected);
    assertThat(lines(new byte[0], Unpacking.STANDARD)).isEmpty();
    assertThat(lines(new byte[] {'7'}, Unpacking.STANDARD)).containsExactly("7");
  }

  @Test
  void allMembersOfGzipAreRead() throws IOException {
    byte[] body = joined(gzip("1\n"), gzip(""), gzip("2\n3"), gzip("4\n"));
    assertThat(lines(body, Unpacking.STANDARD)).containsExactly("1", "2", "34");
    assertThat(lines(joined(body, new byte[700]), Unpacking.STANDARD)).hasSize(3);
    failure(
        "FORMAT_ARCHIVE_BROKEN",
        () -> lines(joined(body, new byte[7], new byte[] {1}), Unpacking.STANDARD));
  }

  @Test
  void filesOfAZipAreChosenByName() throws IOException {
    byte[] body = zip(files("d/", "", "d/a.csv", "1\n", "readme.txt", "no", "d/b.csv", "2\n"));
    assertThat(lines(body, of(Packing.ZIP, "d/*.csv", true))).containsExactly("1", "2");
    assertThat(lines(body, of(Packing.DETECT, "readme.txt", false))).containsExactly("no");
    assertThat(failure("FORMAT_ARCHIVE_ENTRY", () -> lines(body, Unpacking.STANDARD)))
        .hasMessageContaining("d/a.csv, readme.txt");
    failure("FORMAT_ARCHIVE_ENTRY", () -> lines(body, of(Packing.ZIP, "x*", false)));
    assertThat(lines(zip(files()), of(Packing.DETECT, "", true))).isEmpty();
    failure("FORMAT_ARCHIVE_ENTRY", () -> lines(zip(files()), Unpacking.STANDARD));
  }

  @Test
  void filesOfOneArchiveHaveOneHeader() throws IOException {
    CsvRules rules = CsvRules.of(",", "\"", "", false);
    Unpacking all = of(Packing.ZIP, "", true);
    byte[] same = zip(files("a", "x,y\n1,2\n", "b", "x,y\n", "c", "x,y\n3,4"));
    assertThat(
            all(
                PackedRecords.open(
                    new Dribble(same, 2),
                    all,
                    in -> CsvRecords.open(in, null, rules, true, false, 1000))))
        .containsExactly("1,2", "3,4");
    byte[] other = zip(files("a", "x,y\n1,2\n", "b", "y,x\n2,1\n"));
    failure(
        "FORMAT_HEADER_CHANGED",
        () ->
            all(
                PackedRecords.open(
                    new Dribble(other, 2),
                    all,
                    in -> CsvRecords.open(in, null, rules, true, false, 1000))));
  }

  @Test
  void whatIsCutOffIsBrokenWhereverItIsCut() throws IOException {
    byte[] gzip = gzip("{\"a\":\"" + "xyz".repeat(50) + "\"}\n");
    for (int cut = 3; cut < gzip.length; cut++) {
      byte[] part = Arrays.copyOf(gzip, cut);
      failure("FORMAT_ARCHIVE_BROKEN", () -> lines(part, Unpacking.STANDARD));
    }
    byte[] zip = zip(files("a", "1\n", "b", "2\n"));
    for (int cut = 4; cut < zip.length; cut++) {
      byte[] part = Arrays.copyOf(zip, cut);
      failure("FORMAT_ARCHIVE_BROKEN", () -> lines(part, of(Packing.DETECT, "", true)));
    }
  }

  @Test
  void aWrongByteIsFound() throws IOException {
    byte[] body = gzip("{\"a\":\"" + "xyz".repeat(50) + "\"}\n");
    body[body.length - 6] ^= 1;
    failure("FORMAT_ARCHIVE_BROKEN", () -> lines(body, Unpacking.STANDARD));
    failure(
        "FORMAT_ARCHIVE_BROKEN",
        () -> lines("{}".getBytes(StandardCharsets.UTF_8), of(Packing.GZIP, "", false)));
    byte[] trailing = joined(gzip("1\n"), "rest".getBytes(StandardCharsets.UTF_8));
    failure("FORMAT_ARCHIVE_BROKEN", () -> lines(trailing, Unpacking.STANDARD));
  }

  @Test
  void aBombIsDefused() throws IOException {
    String zeros = "0".repeat(1 << 20) + "\n";
    byte[] bomb = joined(java.util.Collections.nCopies(80, gzip(zeros)).toArray(new byte[0][]));
    failure("FORMAT_EXPANSION_LIMIT", () -> lines(bomb, Unpacking.STANDARD));
    Unpacking little = new Unpacking(Packing.DETECT, "", false, 1000, 1_000_000);
    failure("FORMAT_EXPANSION_LIMIT", () -> lines(gzip(zeros), little));
  }

  @Test
  void aFailureOfTheStreamIsNoneOfTheArchive() throws IOException {
    byte[] body = gzip("{\"a\":\"" + "xyz".repeat(500) + "\"}\n");
    InputStream broken =
        new FilterInputStream(new Dribble(body, 1)) {
          private int left = 4;

          @Override
          public int read(byte[] to, int offset, int length) throws IOException {
            if (left-- == 0) {
              throw new java.io.EOFException("closed by the other side");
            }
            return super.read(to, offset, Math.min(length, 8));
          }
        };
    assertThatThrownBy(() -> lines(broken, Unpacking.STANDARD))
        .isInstanceOf(IOException.class)
        .hasMessage("closed by the other side");
  }
}
