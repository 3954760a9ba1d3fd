package dpone.connector.clickhouse.sql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class KeyTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "id; id",
        "(id); id",
        "(id, day); id, day",
        "id, day; id, day",
        "(id), (day); (id), (day)",
        "(a + b) % 2; (a + b) % 2",
        "toDate(at); toDate(at)",
        "(toDate(at), id); toDate(at), id",
        "''; ''"
      })
  void parenthesesAroundAKeyAreNoPartOfIt(String written, String key) {
    assertThat(Sql.key(written)).isEqualTo(key);
  }
}
