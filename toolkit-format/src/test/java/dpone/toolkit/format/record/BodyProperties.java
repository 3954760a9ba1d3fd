package dpone.toolkit.format.record;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.DponeException;
import dpone.toolkit.format.Dribble;
import dpone.toolkit.format.Texts;
import dpone.toolkit.format.codec.PoisonException;
import dpone.toolkit.format.csv.CsvFields;
import dpone.toolkit.format.csv.CsvRules;
import dpone.toolkit.format.input.Archive;
import dpone.toolkit.format.input.TextInput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** What is written is read back, and whatever the bytes are, there are records or a named error. */
@Tag("unit")
class BodyProperties {
  private static final CsvRules RULES = CsvRules.of(";", "\"", "", false);

  private static String text(Random random, String alphabet) {
    StringBuilder text = new StringBuilder();
    int[] points = alphabet.codePoints().toArray();
    for (int i = random.nextInt(8); i > 0; i--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private static byte[] damaged(byte[] whole, Random random) {
    byte[] body = whole.clone();
    for (int i = random.nextInt(3); i >= 0 && body.length > 0; i--) {
      int at = random.nextInt(body.length);
      if (random.nextInt(3) == 0) {
        body = Arrays.copyOf(body, at);
      } else {
        body[at] = (byte) random.nextInt(256);
      }
    }
    return body;
  }

  private static void recordsOrError(Records records) throws IOException {
    try {
      Texts.all(records);
    } catch (DponeException e) {
      assertThat(e.code()).startsWith("FORMAT_");
    }
  }

  @Property(tries = 2000)
  void fieldsOfCsvComeBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<List<String>> rows = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    int fields = 1 + random.nextInt(4);
    for (int row = random.nextInt(6); row >= 0; row--) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < fields; i++) {
        String cell = text(random, "a;\"\n\r, \u0436\uD83D\uDE00");
        boolean bare = !cell.matches("(?s).*[;\"\n\r].*") && random.nextBoolean() && fields > 1;
        cells.add(cell);
        body.append(i > 0 ? ";" : "");
        body.append(bare ? cell : "\"" + cell.replace("\"", "\"\"") + "\"");
      }
      rows.add(cells);
      body.append(row > 0 || random.nextBoolean() ? random.nextBoolean() ? "\n" : "\r\n" : "");
    }
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    Records records = CsvRecords.open(new Dribble(bytes, seed), null, RULES, false, false, 1000);
    List<List<String>> found = new ArrayList<>();
    while (records.next()) {
      found.add(CsvFields.texts(records.data(), records.from(), records.to(), RULES));
    }
    assertThat(found).as(body.toString()).isEqualTo(rows);
  }

  @Property(tries = 3000)
  void anyBytesAreRecordsOfCsvOrAnError(@ForAll byte[] body, @ForAll boolean hasHeader)
      throws IOException {
    Records records =
        CsvRecords.open(new Dribble(body, body.length), null, RULES, hasHeader, false, 20);
    try {
      while (records.next()) {
        try {
          CsvFields.texts(records.data(), records.from(), records.to(), RULES);
        } catch (PoisonException e) {
          assertThat(e.poison().code().code()).isEqualTo("FORMAT_MALFORMED");
        }
      }
    } catch (DponeException e) {
      assertThat(e.code()).startsWith("FORMAT_");
    }
  }

  @Property(tries = 2000)
  void linesComeBack(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>();
    StringBuilder body = new StringBuilder();
    for (int i = random.nextInt(9); i > 0; i--) {
      String line = "{" + text(random, "ab\"\\\r \u0436") + "}";
      lines.add(line);
      body.append(line)
          .append(i > 1 || random.nextBoolean() ? "\n".repeat(1 + random.nextInt(2)) : "");
    }
    byte[] bytes = body.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(Texts.all(JsonLinesRecords.open(new Dribble(bytes, seed), null, 100)))
        .isEqualTo(lines);
    recordsOrError(JsonLinesRecords.open(new Dribble(damaged(bytes, random), seed), null, 20));
  }

  @Property(tries = 3000)
  void anyXmlIsRecordsOrAnError(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String document =
        "<?xml version='1.0' encoding='"
            + (random.nextBoolean() ? "utf-8" : "windows-1251")
            + "'?><a d='1'><r i='&lt;&#1078;'><x>1</x><y/><x>2</x>t<![CDATA[]]]]></r>"
            + "<!-- c --><r/><b>7</b></a>";
    byte[] body = damaged(document.getBytes(StandardCharsets.UTF_8), random);
    recordsOrError(
        XmlRecords.open(
            new Dribble(body, seed), null, "/a/r", List.of("/a/@d", "/a/b"), List.of("y"), 50));
  }

  @Property(tries = 1500)
  void aDamagedArchiveIsNeverWholeWithOtherContent(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    String content = ("line " + random.nextLong() + "\n").repeat(1 + random.nextInt(20));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (random.nextBoolean()) {
      try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
        gzip.write(content.getBytes(StandardCharsets.UTF_8));
      }
    } else {
      try (ZipOutputStream zip = new ZipOutputStream(out)) {
        zip.putNextEntry(new ZipEntry("x"));
        zip.write(content.getBytes(StandardCharsets.UTF_8));
      }
    }
    byte[] body = damaged(out.toByteArray(), random);
    Archive.Packing packing =
        out.toByteArray()[0] == 'P' ? Archive.Packing.ZIP : Archive.Packing.GZIP;
    try (PackedRecords records =
        PackedRecords.open(
            new Dribble(body, seed),
            new Archive.Unpacking(packing, "", false, 1 << 20, 300),
            in -> JsonLinesRecords.open(in, null, 1000))) {
      assertThat(String.join("\n", Texts.all(records)) + "\n").isEqualTo(content);
    } catch (DponeException e) {
      assertThat(e.code()).startsWith("FORMAT_");
    }
  }

  @Property(tries = 2000)
  void textOfEveryCharsetIsThatOfTheJdkOrAnError(@ForAll byte[] bytes, @ForAll long seed)
      throws IOException {
    List<String> names =
        List.of(
            "UTF-16BE", "UTF-16LE", "windows-1251", "KOI8-R", "Shift_JIS", "UTF-32BE", "GB18030");
    Charset charset = Charset.forName(names.get(Math.floorMod(seed, names.size())));
    byte[] body =
        seed % 2 == 0 ? bytes : new String(bytes, charset).replace("\uFFFD", "").getBytes(charset);
    String expected;
    try {
      expected = charset.newDecoder().decode(java.nio.ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      expected = null;
    }
    boolean hasMark =
        body.length > 1
            && ((body[0] == (byte) 0xFE && body[1] == (byte) 0xFF)
                || (body[0] == (byte) 0xFF && body[1] == (byte) 0xFE)
                || (body[0] == (byte) 0xEF && body[1] == (byte) 0xBB));
    if (hasMark) {
      return;
    }
    try (InputStream text = TextInput.text(new Dribble(body, seed), charset)) {
      String found = new String(text.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(found).isEqualTo(expected);
    } catch (DponeException e) {
      assertThat(e.code()).isEqualTo("FORMAT_CHARSET");
      assertThat(expected).isNull();
    }
  }
}
