package dpone.connector.vendors.googleads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class GaqlTest {
  @Test
  void windowsAreAddedBeforeOtherConditions() {
    Gaql query =
        Gaql.parse(
            "s",
            "select campaign.id,\n segments.date\nfrom campaign where campaign.name = 'a from b"
                + " where \\' limit 1' order by campaign.id parameters include_drafts=true");
    assertThat(query.fields()).isEqualTo(List.of("campaign.id", "segments.date"));
    assertThat(query.resource()).isEqualTo("campaign");
    assertThat(query.hasWindows()).isTrue();
    assertThat(query.text("2026-01-01", "2026-01-02"))
        .isEqualTo(
            "SELECT campaign.id, segments.date FROM campaign WHERE segments.date BETWEEN"
                + " '2026-01-01' AND '2026-01-02' AND campaign.name = 'a from b where \\' limit"
                + " 1' order by campaign.id parameters include_drafts=true");
  }

  @Test
  void aQueryThatBoundsItselfHasNoWindows() {
    String start = "SELECT segments.date, metrics.clicks FROM campaign";
    assertThat(Gaql.parse("s", start).hasWindows()).isTrue();
    assertThat(Gaql.parse("s", start + " WHERE segments.date DURING LAST_7_DAYS").hasWindows())
        .isFalse();
    assertThat(Gaql.parse("s", start + " WHERE segments.month = '2026-01-01'").hasWindows())
        .isFalse();
    assertThat(Gaql.parse("s", start + " LIMIT 5").hasWindows()).isFalse();
    assertThat(Gaql.parse("s", "SELECT campaign.id FROM campaign").hasWindows()).isFalse();
    assertThat(Gaql.parse("s", start + " WHERE campaign.name = 'segments.date LIMIT'").hasWindows())
        .isTrue();
  }

  @Test
  void whatIsNoQueryIsNamed() {
    assertThatThrownBy(() -> Gaql.parse("s", "campaign")).hasMessageContaining("is not SELECT");
    assertThatThrownBy(() -> Gaql.parse("s", "SELECT * FROM campaign"))
        .hasMessageContaining("no field: *");
    assertThatThrownBy(() -> Gaql.parse("s", "SELECT a.b, a.b FROM campaign"))
        .hasMessageContaining("twice: a.b");
    assertThatThrownBy(() -> Gaql.parse("s", "SELECT a.b FROM x; DROP"))
        .hasMessageContaining("FROM names no resource");
  }

  @Property(tries = 2000)
  void anyTextIsAQueryOrRefused(
      @ForAll
          @StringLength(max = 60)
          @Chars({'S', 'E', 'L', 'C', 'T', 'F', 'R', 'O', 'M', ' ', '\'', '"', '\\', '.', ','})
          @CharRange(from = 'a', to = 'f')
          String text) {
    assertThatCode(() -> parse("SELECT a.b FROM c " + text)).doesNotThrowAnyException();
    assertThatCode(() -> parse(text)).doesNotThrowAnyException();
  }

  private static void parse(String text) {
    try {
      Gaql.parse("s", text).text("2026-01-01", "2026-01-02");
    } catch (DponeException refused) {
      assertThat(refused.code()).isEqualTo("HTTP_STREAM_OPTION");
    }
  }
}
