package dpone.runtime.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.transfer.CommitMessage;
import dpone.spi.transfer.LoadId;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import dpone.spi.transfer.StageHandle;
import dpone.spi.transfer.WriteReceipt;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** XFER-1: the records cross into another JVM and come back equal. */
@Tag("unit")
class TransferRecordsTest {
  private static final LoadId LOAD = new LoadId("0123456789abcdef0123456789abcdef");
  private static final Payload PAYLOAD =
      new Payload("postgres", "range", 3, "{\"name\":\"Zürich \\u0000 𝄞\",\"n\":1.10}");
  private static final List<Object> RECORDS =
      List.of(
          PAYLOAD,
          new Position(PAYLOAD, "updated_at <= 2026-01-31"),
          new Split("public.orders", 4, -1, PAYLOAD),
          new ReadReceipt("public.orders", 4, Long.MAX_VALUE, 1, 2, PAYLOAD),
          new WriteReceipt("public.orders", 4, 10, 0, 123456789012L, PAYLOAD),
          new StageHandle(LOAD, 7, PAYLOAD),
          new CommitMessage(LOAD, 7, 10, PAYLOAD),
          new CommitMessage(LOAD, 7, 10, Map.of("public.orders", 3L), PAYLOAD));

  /** The other JVM: reads every line as a record of the type it names and writes it again. */
  static final class Echo {
    private Echo() {}

    public static void main(String[] args) throws Exception {
      List<String> lines = Files.readAllLines(Path.of(args[0]));
      StringBuilder out = new StringBuilder();
      for (String line : lines) {
        String[] parts = line.split("\t", 2);
        Object read = Json.read(parts[1], Class.forName(parts[0]));
        out.append(parts[0]).append('\t').append(Json.write(read)).append('\n');
      }
      Files.writeString(Path.of(args[1]), out);
    }
  }

  @Test
  void everyRecordCrossesIntoASecondJvmAsJson(@TempDir Path folder) throws Exception {
    StringBuilder text = new StringBuilder();
    RECORDS.forEach(
        r -> text.append(r.getClass().getName()).append('\t').append(Json.write(r)).append('\n'));
    Path in = Files.writeString(folder.resolve("in"), text);
    Path out = folder.resolve("out");
    String path =
        System.getProperty("jdk.module.path", "") + ":" + System.getProperty("java.class.path");
    Path own =
        Path.of(
            TransferRecordsTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                own.resolveSibling("test-classes") + ":" + path,
                Echo.class.getName(),
                in.toString(),
                out.toString())
            .redirectErrorStream(true)
            .start();
    String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as(printed).isZero();
    List<String> lines = Files.readAllLines(out);
    assertThat(lines).hasSameSizeAs(RECORDS);
    for (int i = 0; i < lines.size(); i++) {
      Object read = Json.read(lines.get(i).split("\t", 2)[1], RECORDS.get(i).getClass());
      assertThat(read).isEqualTo(RECORDS.get(i));
    }
  }

  @Test
  void everyRecordIsSerializableForHostsThatShipJavaObjects() throws Exception {
    for (Object expected : RECORDS) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
        out.writeObject(expected);
      }
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        assertThat(in.readObject()).isEqualTo(expected);
      }
    }
  }

  @Test
  void aMessageThatWasStoredBeforeRejectsWereCountedRejectedNothing() {
    String stored = Json.write(new CommitMessage(LOAD, 7, 10, PAYLOAD));
    assertThat(stored).contains(",\"rejected\":{}");
    assertThat(Json.read(stored.replace(",\"rejected\":{}", ""), CommitMessage.class))
        .isEqualTo(new CommitMessage(LOAD, 7, 10, PAYLOAD));
  }

  @Test
  void aPayloadAboveItsLimitIsRefused() {
    new Payload("x", "y", 1, "a".repeat(Payload.MAX_BYTES));
    assertThatThrownBy(() -> new Payload("x", "y", 1, "a".repeat(Payload.MAX_BYTES + 1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Payload("x", "y", 1, "é".repeat(Payload.MAX_BYTES / 2 + 1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
