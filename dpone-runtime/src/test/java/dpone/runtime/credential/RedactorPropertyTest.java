package dpone.runtime.credential;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.option.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

@Tag("unit")
class RedactorPropertyTest {
  @Property(tries = 200)
  void noSpellingSurvives(
      @ForAll @CharRange(from = '!', to = '\u07ff') @StringLength(min = 4, max = 40) String secret,
      @ForAll @CharRange(from = '!', to = '\u07ff') @StringLength(max = 5) String before,
      @ForAll @CharRange(from = '!', to = '\u07ff') @StringLength(max = 5) String after) {
    Redactor redactor = new Redactor();
    redactor.add(Secret.of(secret));
    assertThat(redactor.redact(before + secret + after)).contains("***");
    String encoded = URLEncoder.encode(secret, StandardCharsets.UTF_8);
    assertThat(redactor.redact(before + encoded + after)).contains("***");
    byte[] bytes = (before + secret + after).getBytes(StandardCharsets.UTF_8);
    assertThat(redactor.redact(Base64.getEncoder().encodeToString(bytes))).contains("***");
  }
}
