package dpone.runtime.manifest;

import static dpone.runtime.manifest.ManifestFolder.CANARY;
import static dpone.runtime.manifest.ManifestFolder.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A secret in a manifest never comes out again, however the manifest is wrong. */
@Tag("unit")
class SecretCanaryTest {
  @TempDir Path temporary;

  @ParameterizedTest
  @ValueSource(strings = {"${DB_PASSWORD}", CANARY, "${file:pw}", "${inline:" + CANARY + "}"})
  void notInTheManifestAsText(String password) throws IOException {
    Files.writeString(temporary.resolve("pw"), CANARY + "\n");
    ManifestFolder folder = new ManifestFolder(temporary);
    Manifest manifest = folder.read(VALID.replace("${DB_PASSWORD}", password));
    assertThat(
            ((ConnectionSpec.Direct) manifest.source().connection())
                .options()
                .secret("password")
                .orElseThrow()
                .reveal())
        .isEqualTo(CANARY);
    assertThat(manifest.toString()).doesNotContain(CANARY).contains("password=***");
    assertThat(folder.redactor.redact("x=" + CANARY)).isEqualTo("x=***");
    assertThat(folder.redactor.toString()).doesNotContain(CANARY);
  }

  @Test
  void anUnquotedPasswordOfAnyFormStaysOutOfComplaints() {
    for (String start :
        List.of(
            "", "&", "*", "!", "!!", "%", "@", "`", "[", "{", "\"", "'", "|", ">", "\"\\q", "- ",
            "? ", "x: ", "{a: ", "\t", "${", "${x:", "${file:")) {
      refuse(VALID.replace("\"${DB_PASSWORD}\"", start + CANARY));
    }
  }

  static Stream<String> otherMistakes() {
    String literal = VALID.replace("${DB_PASSWORD}", CANARY);
    return Stream.of(
        literal.replace("password:", "pasword:"),
        literal.replace("password: ", "password "),
        literal.replace("\"" + CANARY + "\"", "[" + CANARY + "]"),
        literal.replace("\"" + CANARY + "\"", "{ a: " + CANARY + " }"),
        literal.replace(
            "{ host: db.example, database: shop, password: \"" + CANARY + "\" }", CANARY),
        literal.replace("{ host: db.example", "[" + CANARY),
        VALID.replace("\"${DB_PASSWORD}\"", "pass," + CANARY),
        VALID.replace("\"${DB_PASSWORD}\"", "a," + CANARY + "," + CANARY),
        VALID.replace("type: lake", "type: lake\n  tags: { token: a," + CANARY + " }"),
        literal + "name: " + CANARY + "\n",
        literal.replace("mode: full_refresh", "mode: no"),
        VALID.replace("database: shop", "database: shop, port: \"${DB_PASSWORD}\""),
        VALID.replace("database: shop", "database: shop, tls: \"${DB_PASSWORD}\""),
        VALID.replace("mode: full_refresh", "mode: \"${DB_PASSWORD}\""),
        VALID.replace("  type: base", "  type: \"lake${inline:}\"").replace("DB_PASSWORD", "NO"));
  }

  @ParameterizedTest
  @MethodSource("otherMistakes")
  void notInAComplaintAboutSomethingElse(String text) {
    refuse(text);
  }

  private void refuse(String text) {
    ManifestFolder folder = new ManifestFolder(temporary);
    DponeException error = catchThrowableOfType(DponeException.class, () -> folder.read(text));
    if (error != null) {
      StringWriter trace = new StringWriter();
      error.printStackTrace(new PrintWriter(trace));
      assertThat(trace + error.oneLine()).doesNotContain(CANARY);
    }
  }
}
