package dpone.toolkit.payload;

import static dpone.toolkit.payload.PayloadJsonTest.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.DponeException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Chars;

/** A tree or the connector's own error, and nothing else, for any text. */
@Tag("unit")
class PayloadJsonFuzzTest {
  @Property
  void anyTextIsATreeOrRefused(@ForAll String text) {
    check(text);
  }

  @Property
  void textNearToJsonIsATreeOrRefused(
      @ForAll @Chars({'{', '}', '[', ']', '"', ':', ',', '1', 'a', '\\'}) String text) {
    check(text);
  }

  private static void check(String text) {
    try {
      assertThat(JSON.tree(text).isObject()).isTrue();
    } catch (DponeException refused) {
      assertThat(refused.code()).isEqualTo("ORDERS_UNREADABLE");
    }
  }
}
