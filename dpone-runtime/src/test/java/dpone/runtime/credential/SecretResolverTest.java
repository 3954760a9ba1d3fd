package dpone.runtime.credential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.option.Secret;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class SecretResolverTest {
  private static final Place PLACE = Place.file("m.yaml", 4, 15);
  private final SecretResolver resolver =
      SecretResolver.of(Map.of("USER_NAME", "app", "NESTED", "${USER_NAME}", "EMPTY", ""));
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "plain|plain",
        "${USER_NAME}|app",
        "${env:USER_NAME}|app",
        "<${USER_NAME}-${USER_NAME}>|<app-app>",
        "${inline:a:b}|a:b",
        "$${USER_NAME}|${USER_NAME}",
        "$$${USER_NAME}|$${USER_NAME}",
        "pa$$word|pa$$word",
        "^a$|^a$",
        "$1 $tag$ text $tag$|$1 $tag$ text $tag$",
        "${NESTED}|${USER_NAME}"
      })
  void replacesReferencesAndNothingElse(String text, String value) {
    assertThat(resolve(text).value()).isEqualTo(Secret.of(value));
  }

  @Test
  void tellsWhichReferencesThereWere() {
    assertThat(resolve("a${USER_NAME}b${inline:x}").references())
        .containsExactly(
            new SecretResolver.Reference("USER_NAME", Secret.of("app")),
            new SecretResolver.Reference("inline:x", Secret.of("x")));
  }

  @ParameterizedTest
  @CsvSource({"'secret\n',secret", "'secret\r\n',secret", "'a\n\n','a\n'", "' a ',' a '"})
  void readsFilesBesideTheManifestWithoutTheLastLineBreak(String content, String value)
      throws IOException {
    Files.createDirectory(folder.resolve("keys"));
    Files.writeString(folder.resolve("keys/pw"), content);
    assertThat(resolve("${file:keys/pw}").value()).isEqualTo(Secret.of(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "${MISSING}|environment variable MISSING is not set|set it before the run",
        "${EMPTY}|environment variable EMPTY is empty|give it a value before the run",
        "${file:none}|file none does not exist|create it, or correct the path",
        "${file:.}|file . is a folder|name the file in it",
        "${file:empty}|file empty is empty|write the value into it",
        "${file:latin1}|file latin1 is not UTF-8 text|save it as UTF-8",
        "${file:large}|file large is larger than 1 MB|name the file that holds the value"
      })
  void aMissingValueNamesVariableOptionAndPlace(String text, String what, String remedy)
      throws IOException {
    Files.createFile(folder.resolve("empty"));
    Files.write(folder.resolve("latin1"), new byte[] {(byte) 0xE4, 'x'});
    Files.write(folder.resolve("large"), new byte[(1 << 20) + 1]);

    DponeException error = catchThrowableOfType(DponeException.class, () -> resolve(text));

    assertThat(error.category()).isEqualTo(ErrorCategory.AUTHENTICATION);
    assertThat(error.oneLine())
        .isEqualTo(
            "SECRET_MISSING: source.connection.password: " + what + " (m.yaml:4:15); " + remedy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hunter2${|source.connection.password has a ${ without a }",
        "${hunter2:x}|source.connection.password refers to an unknown kind of secret",
        "${}|source.connection.password has a malformed reference",
        "${file:}|source.connection.password has a malformed reference",
        "${hunter2 hunter2}|source.connection.password has a malformed reference"
      })
  void aMalformedReferenceIsNotRepeated(String text, String what) {
    assertThatThrownBy(() -> resolve(text))
        .isInstanceOfSatisfying(
            DponeException.class,
            error ->
                assertThat(error.oneLine())
                    .isEqualTo(
                        "MANIFEST_REFERENCE: "
                            + what
                            + " (m.yaml:4:15); write ${VARIABLE}, ${file:...}, ${inline:...}, or"
                            + " $${ for the characters themselves"));
  }

  @Test
  void aHostMayBringSourcesOfItsOwn() {
    SecretSource vault =
        new SecretSource() {
          @Override
          public String scheme() {
            return "vault";
          }

          @Override
          public Secret read(String reference, Path folder) {
            return Secret.of("from " + reference);
          }
        };
    SecretResolver own = new SecretResolver(List.of(vault));
    assertThat(own.resolve("${vault:kv/db#pw}", "o", folder, PLACE).value())
        .isEqualTo(Secret.of("from kv/db#pw"));
    assertThatThrownBy(() -> new SecretResolver(List.of(vault, vault)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theStandardResolverReadsTheEnvironmentOfTheProcess() {
    String path = System.getenv("PATH");
    assertThat(SecretResolver.standard().resolve("${PATH}", "o", folder, PLACE).value())
        .isEqualTo(Secret.of(path));
  }

  @Test
  void aResolutionPrintsNoValue() {
    assertThat(resolve("${USER_NAME}").toString()).doesNotContain("app");
    assertThat(new EnvironmentSecrets(Map.of("A", "hunter2")).toString()).doesNotContain("hunter2");
  }

  private SecretResolver.Resolution resolve(String text) {
    return resolver.resolve(text, "source.connection.password", folder, PLACE);
  }
}
