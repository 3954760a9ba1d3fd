package dpone.runtime.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("unit")
class GeneratedBlockTest {
  private static final GeneratedBlock BLOCK = new GeneratedBlock("options");
  private static final String PAGE =
      "# Page\n\n<!-- generated:options -->\nold\n<!-- /generated:options -->\n\nrest $1\n";

  @Test
  void replacesTheTextAndNothingElse() {
    String page = BLOCK.replaceIn(PAGE, "new $1\n\n");
    assertThat(page)
        .isEqualTo(
            "# Page\n\n"
                + "<!-- generated:options -->\n\n"
                + "new $1\n\n"
                + "<!-- /generated:options -->\n\n"
                + "rest $1\n");
    assertThat(BLOCK.textIn(page)).isEqualTo("new $1");
    assertThat(BLOCK.replaceIn(page, "new $1")).isEqualTo(page);
  }

  @Test
  void anEmptyBlockCanBeFilled() {
    String page = "<!-- generated:options -->\n<!-- /generated:options -->";
    assertThat(BLOCK.textIn(BLOCK.replaceIn(page, "x"))).isEqualTo("x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<!-- generated:options -->\n",
        "<!-- /generated:options -->\n<!-- generated:options -->\n",
        "<!-- generated:other -->\n<!-- /generated:other -->\n",
        "<!-- generated:options -->\n"
            + "<!-- /generated:options -->\n"
            + "<!-- generated:options -->\n"
            + "<!-- /generated:options -->\n"
      })
  void aPageWithoutTheBlockOnceIsRefused(String page) {
    assertThatThrownBy(() -> BLOCK.replaceIn(page, "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the page must have the block once: <!-- generated:options -->");
  }

  @Test
  void aNameThatIsNoneIsRefused() {
    assertThatThrownBy(() -> new GeneratedBlock("a -->"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
