package dpone.connector.mssql.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.connector.mssql.testing.TestOptions;
import dpone.spi.error.DponeException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A login that lacks something ended the thread that connects, and left the run waiting. */
@Tag("unit")
class IncompleteLoginTest {
  @Test
  @Timeout(value = 1, unit = TimeUnit.MINUTES)
  void isToldAndNotWaitedFor() {
    Dialer dialer =
        new Dialer(
            new ConnectionSettings(TestOptions.without("password", "host", "127.0.0.1")),
            System.getLogger("test"));
    assertThatThrownBy(() -> dialer.dial(new NeverCancelled()))
        .isInstanceOfSatisfying(
            DponeException.class,
            error -> assertThat(error.code()).isEqualTo("MSSQL_INVALID_OPTION"));
  }
}
