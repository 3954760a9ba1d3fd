package dpone.certify.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class ManifestsTest {
  private static final String MANIFEST =
      """
      name: a
      source:
        type: "one"
      sink: { type: two, table: x }
      state:
        type: three
      """;

  @Test
  void wholeManifestsInYamlBlocksAreFoundWithTheirLine() {
    String page =
        "# P\n\n```yaml\n"
            + MANIFEST
            + "```\n\n```yaml\nsink:\n  type: two\n```\n\n```sh\n"
            + MANIFEST
            + "```\n";

    assertThat(Manifests.inPage(page)).containsExactly(new Manifests.Block(4, MANIFEST));
  }

  @Test
  void theTypeOfEachPartIsItsOwn() {
    assertThat(Manifests.typeOf(MANIFEST, "source")).isEqualTo("one");
    assertThat(Manifests.typeOf(MANIFEST, "sink")).isEqualTo("two");
    assertThat(Manifests.typeOf(MANIFEST, "state")).isEqualTo("three");
    assertThat(Manifests.typeOf("name: a\nsource:\n  type: b\n", "state")).isEmpty();
  }
}
