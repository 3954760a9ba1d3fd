package dpone.runtime.manifest;

import static dpone.runtime.manifest.ManifestFolder.VALID;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with the file or its YAML: one exact line each. */
@Tag("unit")
class ManifestFileErrorsTest {
  @TempDir Path temporary;
  private ManifestFolder folder;

  @BeforeEach
  void open() {
    folder = new ManifestFolder(temporary);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void yaml(String text, String line) {
    assertThat(folder.error(text)).isEqualTo(line);
  }

  static Stream<Arguments> yaml() {
    return Stream.of(
        arguments(
            "",
            "MANIFEST_EMPTY: the manifest is empty (m.yaml); give it a name, a source and a sink"),
        arguments(
            "# nothing\n\n",
            "MANIFEST_EMPTY: the manifest is empty (m.yaml); give it a name, a source and a sink"),
        arguments(
            "---\n...\n",
            "MANIFEST_EMPTY: the manifest is empty (m.yaml); give it a name, a source and a sink"),
        arguments(
            "just text\n",
            "MANIFEST_TYPE: the manifest must be a mapping of keys (m.yaml:1:1); write one key:"
                + " value a line"),
        arguments(
            "- a\n- b\n",
            "MANIFEST_TYPE: the manifest must be a mapping of keys (m.yaml:1:1); write one key:"
                + " value a line"),
        arguments(
            VALID + "name: again\n",
            "MANIFEST_DUPLICATE_KEY: the key \"name\" stands here a second time (m.yaml:11:1); keep"
                + " one of them; the first is in line 1"),
        arguments(
            VALID + "---\nname: b\n",
            "MANIFEST_TWO_DOCUMENTS: a second document starts here (m.yaml:11:1); keep one document"
                + " a file, or use a batch manifest"),
        arguments(
            "name: a\n\tsource: b\n",
            "MANIFEST_TAB: a tab stands where a space belongs (m.yaml:2:1); indent with spaces"),
        arguments(
            "source:\n\ttype: b\n",
            "MANIFEST_TAB: a tab stands where a space belongs (m.yaml:2:1); indent with spaces"),
        arguments(
            "name: a\n source: b\n",
            "MANIFEST_SYNTAX: this is not YAML: mapping values are not allowed here (m.yaml:2:8);"
                + " check indentation, quotes and brackets just before this place"),
        arguments(
            "name: \"a\n",
            "MANIFEST_SYNTAX: this is not YAML: found unexpected end of stream (m.yaml:2:1); check"
                + " indentation, quotes and brackets just before this place"),
        arguments(
            "name: [a, b\n",
            "MANIFEST_SYNTAX: this is not YAML: expected ',' or ']', but got <stream end>"
                + " (m.yaml:2:1); check indentation, quotes and brackets just before this place"),
        arguments(
            "name: @a\n",
            "MANIFEST_SYNTAX: this is not YAML: found character '@' that cannot start any token."
                + " (m.yaml:1:7); check indentation, quotes and brackets just before this place"),
        arguments(
            "name: &a b\n",
            "MANIFEST_ALIAS: anchors and aliases are not supported (m.yaml:1:7); quote the text if"
                + " it only starts with & or *, else repeat the value"),
        arguments(
            "name: a\nsource: *a\n",
            "MANIFEST_ALIAS: anchors and aliases are not supported (m.yaml:2:9); quote the text if"
                + " it only starts with & or *, else repeat the value"),
        arguments(
            "name: !!java.net.URL [\"http://localhost\"]\n",
            "MANIFEST_TAG: tags are not supported (m.yaml:1:7); quote the text if it only starts"
                + " with !, else remove the tag"),
        arguments(
            "name: !x a\n",
            "MANIFEST_TAG: tags are not supported (m.yaml:1:7); quote the text if it only starts"
                + " with !, else remove the tag"),
        arguments(
            VALID.replace("name: orders", "name: \"a\\0b\""),
            "MANIFEST_NAME: the name \"a b\" is not allowed (m.yaml:1:7); use letters, digits, _, -"
                + " and ., 100 at most, beginning with a letter or digit"),
        arguments(
            "name: a\u0007b\n",
            "MANIFEST_CHARACTER: the character U+0007 is not allowed (m.yaml:1:8); remove it"),
        arguments(
            "[".repeat(40) + "\n",
            "MANIFEST_TOO_DEEP: more than 32 levels (m.yaml:1:34); no manifest is that deep: check"
                + " brackets and indentation"),
        arguments(
            "%YAML 9.9\n---\nname: a\n",
            "MANIFEST_SYNTAX: this is not YAML: found incompatible YAML document (version 1.* is"
                + " required) (m.yaml:1:1); check indentation, quotes and brackets just before this"
                + " place"));
  }

  @Test
  void notUtf8() {
    assertThat(folder.error("name: ä\n".getBytes(StandardCharsets.ISO_8859_1)))
        .isEqualTo(
            "MANIFEST_NOT_UTF8: the manifest is not UTF-8 text (m.yaml:1:7); save it as UTF-8");
    assertThat(folder.error("name: a\nsource:\n  ü: ä".getBytes(StandardCharsets.UTF_16LE)))
        .isEqualTo(
            "MANIFEST_NOT_UTF8: the manifest is not UTF-8 text (m.yaml:3:6); save it as UTF-8");
  }

  @Test
  void aByteOrderMarkIsNoPartOfTheText() {
    assertThat(folder.error("\uFEFF" + VALID)).isEqualTo("no error");
  }

  @Test
  void windowsLineBreaksChangeNoPlace() {
    assertThat(folder.error(VALID.replace("type: lake", "typ: lake").replace("\n", "\r\n")))
        .isEqualTo(
            "MANIFEST_UNKNOWN_KEY: sink has no key \"typ\" (m.yaml:8:3); did you mean \"type\"?");
  }

  @Test
  void missing() {
    assertThat(folder.error(temporary.resolve("none.yaml")))
        .isEqualTo("MANIFEST_NOT_FOUND: the manifest does not exist (none.yaml); check the path");
  }

  @Test
  void aFolder() throws IOException {
    assertThat(folder.error(Files.createDirectory(temporary.resolve("sub"))))
        .isEqualTo("MANIFEST_IS_FOLDER: the manifest is a folder (sub); name the file in it");
  }

  @Test
  void tooLarge() {
    assertThat(folder.error("#".repeat(YamlFile.LARGEST + 1)))
        .isEqualTo(
            "MANIFEST_TOO_LARGE: the manifest is larger than 1 MB (m.yaml); check that it is the"
                + " right file");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{", "- ", "? ", "a: {", "[{", "!!a ", "&a ", "'", "|\n", "a:\n "})
  void aBombOfOneMegabyteEndsAtOnce(String piece) {
    String bomb = piece.repeat(YamlFile.LARGEST / piece.length());
    String line =
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> folder.error(bomb));
    assertThat(line).startsWith("MANIFEST_");
  }
}
