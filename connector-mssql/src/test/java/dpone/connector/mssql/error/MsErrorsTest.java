package dpone.connector.mssql.error;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.io.UnsupportedEncodingException;
import java.security.cert.CertificateException;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("unit")
class MsErrorsTest {
  @Test
  void aNumberLeadsToOneCode() {
    Set<Integer> seen = new HashSet<>();
    for (MsCode code : MsCode.values()) {
      for (int number : code.serverCodes()) {
        assertThat(seen.add(number)).as("error %s twice", number).isTrue();
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1205, TRANSIENT",
    "40613, TRANSIENT",
    "40501, THROTTLED",
    "10928, THROTTLED",
    "1222, TRANSIENT",
    "3960, TRANSIENT",
    "4060, NOT_FOUND",
    "18456, AUTHENTICATION",
    "2627, DATA",
    "9002, RESOURCE",
    "208, NOT_FOUND",
    "50000, INTERNAL",
    "229, AUTHENTICATION",
    "18401, TRANSIENT",
    "824, INTERNAL",
    "468, CONFIG"
  })
  void numbersTellWhatMayBeTriedAgain(int number, ErrorCategory category) {
    assertThat(MsCode.ofNumber(number).category()).isEqualTo(category);
  }

  @Test
  void aCertificateIsNotTriedAgain() {
    SQLException failure =
        new SQLException(
            "TLS failed",
            "08S01",
            new SSLHandshakeException("bad").initCause(new CertificateException("expired")));
    assertThat(MsErrors.code(failure)).isEqualTo(MsCode.TLS_UNTRUSTED);
    assertThat(MsErrors.code(new SQLException("refused", "08S01")))
        .isEqualTo(MsCode.CONNECTION_LOST);
    assertThat(MsErrors.lostContact(new SQLException("reset", "08S01"))).isTrue();
  }

  @Test
  void aCollationThatTheDriverDoesNotKnowIsNotALostConnection() {
    SQLException failure =
        new SQLException(
            "The TDS protocol stream is not valid.",
            "08S01",
            new UnsupportedEncodingException("Windows collation not supported"));
    assertThat(MsErrors.code(failure)).isEqualTo(MsCode.TYPE_UNMAPPED);
  }

  @Test
  void aColumnAndAKeyAreNamed() {
    DponeException error =
        MsErrors.of(
            new SQLException(
                "String or binary data would be truncated in table 'a.b', column 'name'."),
            "publishing",
            "orders");
    assertThat(error.place().stream()).isEqualTo("orders");
    assertThat(error.place().field()).isEqualTo("name");
  }
}
