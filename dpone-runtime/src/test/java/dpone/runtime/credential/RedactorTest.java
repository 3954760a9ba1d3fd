package dpone.runtime.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.option.Secret;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class RedactorTest {
  private static final String CANARY = "C@nary/ \"key\" ü+1";

  @Test
  void masksTheValueItself() {
    assertThat(redactor(CANARY).redact("a " + CANARY + " b " + CANARY)).isEqualTo("a *** b ***");
  }

  @Test
  void masksUrlEncodings() {
    String form = URLEncoder.encode(CANARY, StandardCharsets.UTF_8);
    assertThat(redactor(CANARY).redact("?pw=" + form)).isEqualTo("?pw=***");
    assertThat(redactor(CANARY).redact("?pw=" + form.replace("+", "%20"))).isEqualTo("?pw=***");
    assertThat(redactor(CANARY).redact("?pw=C%40nary%2f+%22key%22+%c3%bc%2b1"))
        .isEqualTo("?pw=***");
  }

  @Test
  void masksJsonEscapes() {
    assertThat(redactor(CANARY).redact("{\"pw\":\"C@nary/ \\\"key\\\" ü+1\"}"))
        .isEqualTo("{\"pw\":\"***\"}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "u:", "us:", "use:", "user:"})
  void masksBase64AlsoInsideALongerText(String before) {
    for (Base64.Encoder encoder :
        new Base64.Encoder[] {Base64.getEncoder(), Base64.getUrlEncoder()}) {
      for (String after : new String[] {"", "\n", "@h", "@ho"}) {
        String header =
            encoder.encodeToString((before + CANARY + after).getBytes(StandardCharsets.UTF_8));
        String masked = redactor(CANARY).redact("Basic " + header);
        assertThat(masked).contains("***");
        assertThat(masked.length()).isLessThan("Basic ".length() + 3 + 16);
      }
    }
  }

  @Test
  void masksBothAlphabetsOfBase64() {
    String secret = "~~~???>>>~~~";
    assertThat(redactor(secret).redact("fn5-Pz8_Pj4-fn5- fn5+Pz8/Pj4+fn5+")).isEqualTo("*** ***");
  }

  @Test
  void masksASecretThatContainsAnotherWhole() {
    Redactor redactor = redactor("hunter");
    redactor.add(Secret.of("hunter-and-more"));
    assertThat(redactor.redact("hunter-and-more, hunter")).isEqualTo("***, ***");
  }

  @Test
  void masksLinesOfAKeyFileAndTheWholeOnOneLine() {
    String key = "-----BEGIN KEY-----\nMIIEvQIBADANBgkqhkiG9w0\nab\n";
    assertThat(redactor(key).redact("key: MIIEvQIBADANBgkqhkiG9w0 ab")).isEqualTo("key: *** ab");
    assertThat(redactor(key.strip()).redact("bad " + key.strip().replace("\n", " ")))
        .isEqualTo("bad ***");
  }

  @Test
  void leavesShortValuesAlone() {
    assertThat(redactor("abc").redact("abc abc")).isEqualTo("abc abc");
    assertThat(redactor("abcd").redact("abcd")).isEqualTo("***");
  }

  @Test
  void masksThePasswordOfAnyUrl() {
    assertThat(new Redactor().redact("GET http://user:hunter2@host:80/a?b=c@d"))
        .isEqualTo("GET http://user:***@host:80/a?b=c@d");
    assertThat(new Redactor().redact("http://host:80/a@b")).isEqualTo("http://host:80/a@b");
  }

  @Test
  void anErrorWithoutSecretsStaysTheSame() {
    DponeException error = error("plain", "plain", null);
    assertThat(redactor(CANARY).redact(error)).isSameAs(error);
  }

  @Test
  void masksEveryPartOfAnErrorAndItsHistory() {
    IOException root = new IOException("root " + CANARY);
    IOException cause = new IOException("cause", root);
    cause.addSuppressed(new IllegalStateException("suppressed " + CANARY));
    DponeException error = error("what " + CANARY, "remedy " + CANARY, cause);

    DponeException clean = redactor(CANARY).redact(error);

    assertThat(stackTrace(error)).contains(CANARY);
    assertThat(stackTrace(clean))
        .doesNotContain(CANARY)
        .contains("root ***", "suppressed ***", "java.io.IOException: cause", "RedactorTest.java");
    assertThat(clean.oneLine()).isEqualTo("CODE: what *** (f:1:2); remedy ***");
    assertThat(clean.getStackTrace()).isEqualTo(error.getStackTrace());
  }

  @Test
  void anEndlessHistoryEnds() {
    IOException a = new IOException("a " + CANARY);
    IOException b = new IOException("b", a);
    a.initCause(b);
    assertThat(redactor(CANARY).redact(error("what", "", a)).getCause())
        .hasMessage("java.io.IOException: a ***");
  }

  private static Redactor redactor(String secret) {
    Redactor redactor = new Redactor();
    redactor.add(Secret.of(secret));
    return redactor;
  }

  private static DponeException error(String what, String remedy, Throwable cause) {
    return DponeException.of(ErrorCategory.DATA, "CODE", what)
        .at(Place.file("f", 1, 2))
        .remedy(remedy)
        .cause(cause)
        .build();
  }

  private static String stackTrace(Throwable error) {
    StringWriter text = new StringWriter();
    error.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
