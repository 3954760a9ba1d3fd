package dpone.connector.kafka.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page shows what was tried. {@code -Ddpone.golden.update=true} writes it. */
@Tag("unit")
class FormatPageTest {
  private static final Path PAGE = Path.of("../docs/connectors/kafka.md");
  private static final String BEGIN = "<!-- generated:formats -->\n\n";
  private static final String END = "\n<!-- /generated:formats -->";

  @Test
  void thePageHasTheTables() throws IOException {
    String page = Files.readString(PAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    assertThat(from).isBetween(BEGIN.length(), to);
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.writeString(
          PAGE, page.substring(0, from) + FormatMatrix.markdown() + page.substring(to));
      return;
    }
    assertThat(page.substring(from, to)).isEqualTo(FormatMatrix.markdown());
  }
}
