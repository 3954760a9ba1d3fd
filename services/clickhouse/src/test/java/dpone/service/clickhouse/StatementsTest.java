package dpone.service.clickhouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class StatementsTest {
  @Test
  void quotesAndCommentsHoldSemicolons() {
    assertThat(
            Statements.split(
                "-- only; a comment\nSELECT 'a;\\'b'; /* c; */ SELECT `d;` -- e;\n;\n -- end"))
        .containsExactly("-- only; a comment\nSELECT 'a;\\'b'", "/* c; */ SELECT `d;` -- e;");
  }
}
