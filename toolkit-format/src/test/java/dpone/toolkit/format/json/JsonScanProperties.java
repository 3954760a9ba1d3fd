package dpone.toolkit.format.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** Eight bytes at a time find what one at a time finds. */
@Tag("unit")
class JsonScanProperties {
  @Property(tries = 5000)
  void theFirstByteThatMeansSomething(@ForAll long seed) {
    Random random = new Random(seed);
    byte[] data = new byte[random.nextInt(40)];
    for (int i = 0; i < data.length; i++) {
      // The neighbours of what is looked for are those that a wrong carry would find.
      data[i] =
          random.nextInt(6) > 0
              ? (byte) "az0 !#[]~".charAt(random.nextInt(9))
              : (byte) (random.nextBoolean() ? "\"\\".charAt(random.nextInt(2)) : random.nextInt());
    }
    int from = data.length == 0 ? 0 : random.nextInt(data.length);
    int quote = from;
    while (quote < data.length && data[quote] != '"' && data[quote] != '\\') {
      quote++;
    }
    int special = from;
    while (special < data.length
        && data[special] >= ' '
        && data[special] != '"'
        && data[special] != '\\') {
      special++;
    }
    assertThat(JsonScan.quoteOrEscape(data, from, data.length)).isEqualTo(quote);
    assertThat(JsonScan.special(data, from, data.length)).isEqualTo(special);
  }
}
