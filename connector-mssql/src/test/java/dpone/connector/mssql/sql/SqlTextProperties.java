package dpone.connector.mssql.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.error.DponeException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SqlTextProperties {
  @Provide
  Arbitrary<String> pieces() {
    return Arbitraries.of("a", " ", "'", "\"", "[", "]", "(", ")", ";", "--", "/*", "*/", "\n", "1")
        .list()
        .ofMaxSize(12)
        .map(parts -> String.join("", parts));
  }

  /** What is accepted is one thing between parentheses, also for a scanner that reads it again. */
  @Property
  void staysInItsParenthesesOrIsRefused(@ForAll("pieces") String text) {
    try {
      String enclosed = SqlText.enclosed(text);
      assertThat(SqlText.enclosed("(" + enclosed + "\n)")).isEqualTo("(" + enclosed + "\n)");
    } catch (DponeException refused) {
      assertThat(refused.code()).isEqualTo("MSSQL_INVALID_SQL");
    }
  }

  @Test
  void knowsQuotesBracketsAndComments() {
    assertThat(SqlText.enclosed("a = ')' AND [b)]]c] = \"d)\" /* ( /* ( */ */ -- )"))
        .startsWith("a = ");
    assertThat(SqlText.enclosed("SELECT 1; -- done")).isEqualTo("SELECT 1");
    assertThatThrownBy(() -> SqlText.enclosed("1=1) OR (1=1")).hasMessageContaining("parenthesis");
    assertThatThrownBy(() -> SqlText.enclosed("1; DROP TABLE t")).hasMessageContaining("more than");
    assertThatThrownBy(() -> SqlText.enclosed("a = [b")).hasMessageContaining("not closed");
    assertThatThrownBy(() -> SqlText.enclosed(" -- nothing")).hasMessageContaining("empty");
  }
}
