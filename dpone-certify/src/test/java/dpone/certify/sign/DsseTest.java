package dpone.certify.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.certify.problem.BadInputException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class DsseTest {
  @TempDir private Path folder;

  /** The vector of the protocol's own page. */
  @Test
  void theEncodingIsThatOfTheSpecification() {
    byte[] encoded =
        Dsse.encoding(
            "http://example.com/HelloWorld", "hello world".getBytes(StandardCharsets.UTF_8));

    assertThat(new String(encoded, StandardCharsets.UTF_8))
        .isEqualTo("DSSEv1 29 http://example.com/HelloWorld 11 hello world");
  }

  @Test
  void lengthsAreOfBytesNotOfCharacters() {
    assertThat(Dsse.encoding("t", "é".getBytes(StandardCharsets.UTF_8)))
        .startsWith("DSSEv1 1 t 2 ".getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aSignatureIsBoundToKeyTypeAndPayload() {
    Path file = folder.resolve("key");
    TrustedKey key = KeyFiles.make(file);
    TrustedKey other = KeyFiles.make(folder.resolve("other"));
    SigningKey signing = SigningKey.read(file);
    byte[] payload = {1, 2, 3};
    String signature = signing.sign("a", payload);

    assertThat(signing.trusted().id()).isEqualTo(key.id()).matches("[0-9a-f]{64}");
    assertThat(key.verifies("a", payload, signature)).isTrue();
    assertThat(other.verifies("a", payload, signature)).isFalse();
    assertThat(key.verifies("b", payload, signature)).isFalse();
    assertThat(key.verifies("a", new byte[] {1, 2, 4}, signature)).isFalse();
    assertThat(key.verifies("a", payload, signature.replace('/', '_').replace('+', '-'))).isTrue();
    assertThat(key.verifies("a", payload, "no base64 at all!")).isFalse();
    assertThat(key.verifies("a", payload, "")).isFalse();
    // The same bytes in another form: the bits that the last character has to spare.
    String spare = signature.replaceFirst("[AQgw]==$", "B==");
    assertThat(spare).isNotEqualTo(signature);
    assertThat(key.verifies("a", payload, spare)).isFalse();
  }

  @Test
  void anEnvelopeIsReadOnlyInItsOneForm() {
    TrustedKey key = KeyFiles.make(folder.resolve("key"));
    Envelope envelope =
        Envelope.sign(SigningKey.read(folder.resolve("key")), Dsse.IN_TOTO, "{\"a\":1}");
    String text = envelope.text();

    assertThat(Envelope.parse(text)).isEqualTo(envelope);
    assertThat(Envelope.parse(text).signedBy(key)).isTrue();
    assertThatThrownBy(() -> Envelope.parse(text + " ")).isInstanceOf(RuntimeException.class);
    assertThatThrownBy(() -> Envelope.parse(text.replace("payloadType", "type")))
        .hasMessageContaining("lacks payloadType");
  }

  @Test
  void keysOfOpensslAreKeysHere() throws Exception {
    Path secret = folder.resolve("openssl.pem");
    Path shared = folder.resolve("openssl.pub");
    Assumptions.assumeTrue(
        openssl("genpkey", "-algorithm", "ed25519", "-out", secret.toString()), "no openssl here");
    assertThat(openssl("pkey", "-in", secret.toString(), "-pubout", "-out", shared.toString()))
        .isTrue();

    assertThat(SigningKey.read(secret).trusted().id())
        .isEqualTo(TrustedKey.parse("openssl", Files.readString(shared)).id());
  }

  @Test
  void aPrivateKeyIsItsOwnersAndIsNeverOverwrittenOrShown() throws IOException {
    Path file = folder.resolve("key");
    KeyFiles.make(file);
    String body = Files.readString(file).lines().toList().get(1);

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThatThrownBy(() -> KeyFiles.make(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is there already");
    assertThat(SigningKey.read(file).toString()).doesNotContain(body);
    Files.writeString(file, Files.readString(file).replace(body, body.substring(8)));
    assertThatThrownBy(() -> SigningKey.read(file))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("is not an Ed25519 private key in PKCS#8 PEM")
        .message()
        .doesNotContain(body.substring(8));
  }

  @Test
  void whatIsNoKeyIsOneLine() throws IOException {
    Path shared = folder.resolve("key.pub");
    KeyFiles.make(folder.resolve("key"));
    Path text = Files.writeString(folder.resolve("text"), "not a key");
    String secret = Files.readString(folder.resolve("key"));
    Path bare = Files.writeString(folder.resolve("bare"), secret.lines().toList().get(1));
    for (Path file : new Path[] {folder.resolve("absent"), text, bare, shared, folder}) {
      assertThatThrownBy(() -> SigningKey.read(file))
          .isInstanceOf(BadInputException.class)
          .hasMessageStartingWith("CERTIFY_KEY: " + file)
          .hasMessageNotContaining("\n");
    }
    assertThatThrownBy(() -> TrustedKey.parse("mine", "not a key"))
        .hasMessageContaining("mine is not an Ed25519 public key");
  }

  private static boolean openssl(String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
    } catch (IOException absent) {
      return false;
    }
  }
}
