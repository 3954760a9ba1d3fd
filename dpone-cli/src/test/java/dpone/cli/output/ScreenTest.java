package dpone.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.runtime.credential.Redactor;
import dpone.runtime.json.Json;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.option.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Nothing leaves unmasked, no line is broken in two. */
@Tag("unit")
class ScreenTest {
  private static final String CANARY = "tr0ub4dor";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Screen screen = new Screen(stream(out), stream(err), true);

  ScreenTest() {
    Redactor redactor = new Redactor();
    redactor.add(Secret.of(CANARY));
    redactor.add(Secret.of("1234"));
    screen.redactWith(redactor::redact);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, false, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static DponeException failure() {
    return DponeException.of(
            ErrorCategory.CONFIG, "X_CODE", "the key\n  " + CANARY + " is\r\nrefused")
        .at(Place.file("a.yaml", 3, 4))
        .remedy("do not use " + CANARY)
        .cause(new IllegalStateException("said " + CANARY))
        .build();
  }

  @Test
  void anErrorIsOneMaskedLine() {
    screen.error(failure());
    assertThat(err())
        .isEqualTo("error X_CODE: the key *** is refused (a.yaml:3:4); do not use ***\n");
    assertThat(out()).isEmpty();
  }

  @Test
  void aTraceIsMasked() {
    screen.trace(failure());
    assertThat(err()).contains("said ***").contains("\tat ").doesNotContain(CANARY);
  }

  @Test
  void aDocumentIsMaskedAndStaysADocument() {
    ObjectNode document = Documents.object().put("rows", 912345).put("text", "a " + CANARY);
    document.putArray("list").add("1234").addObject().put("deep", CANARY);
    screen.document(document);
    JsonNode read = Json.tree(out());
    assertThat(read.path("rows").longValue()).isEqualTo(912345);
    assertThat(read.path("text").textValue()).isEqualTo("a ***");
    assertThat(read.at("/list/0").textValue()).isEqualTo("***");
    assertThat(out()).doesNotContain(CANARY);
  }

  @Test
  void aDrawnLineIsRemovedBeforeAnythingElse() {
    screen.draw("10 rows");
    screen.draw("20 rows " + CANARY);
    screen.complain("warning");
    screen.print("done");
    assertThat(out()).isEqualTo("\r\033[K10 rows\r\033[K20 rows ***\r\033[Kdone\n");
    assertThat(err()).isEqualTo("warning\n");
  }

  @Test
  void theLogShowsWarningsOfDponeAndErrorsOfAllMasked() {
    LogLines.install(screen, false);
    Logger own = Logger.getLogger("dpone.connector.postgres");
    Logger foreign = Logger.getLogger("org.other");
    own.info("not worth a line");
    own.log(Level.WARNING, "two\nlines with {0}", CANARY);
    foreign.warning("not worth a line");
    foreign.log(Level.SEVERE, "broken", new IllegalStateException("by " + CANARY));
    assertThat(err())
        .isEqualTo(
            "warning dpone.connector.postgres: two lines with ***\n"
                + "error org.other: broken (java.lang.IllegalStateException: by ***)\n");
  }

  @Test
  void theLogShowsMoreWithDebug() {
    LogLines.install(screen, true);
    Logger.getLogger("dpone.x").fine("fine");
    Logger.getLogger("org.other").info("info");
    assertThat(err()).isEqualTo("fine dpone.x: fine\ninfo org.other: info\n");
  }

  @Test
  void whatAFrameworkWrappedIsFound() {
    DponeException failure = failure();
    assertThat(Problems.of("x", new IllegalStateException(new RuntimeException(failure))))
        .isSameAs(failure);
    assertThat(Problems.of("plan", new IllegalStateException("odd")).oneLine())
        .isEqualTo(
            "INTERNAL: plan failed with IllegalStateException: odd; run again with --debug and"
                + " report the trace");
    assertThat(Problems.of("run", new OutOfMemoryError()).category())
        .isEqualTo(ErrorCategory.RESOURCE);
  }
}
