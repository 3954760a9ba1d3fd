package dpone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class CertifyArgumentsTest {
  @Test
  void certificationReadsItsOwnArguments() {
    assertThat(CertifyArguments.of("certify", "--connector", "postgres", "--help"))
        .contains(List.of("--connector", "postgres", "--help"));
  }

  @Test
  void commonOptionsMayStandBefore() {
    assertThat(CertifyArguments.of("--dist", "certify", "--plugin=a.jar", "certify", "gate"))
        .contains(List.of("gate", "--dist", "certify", "--plugin=a.jar"));
  }

  @Test
  void otherCommandsAreNone() {
    assertThat(CertifyArguments.of("run", "certify")).isEmpty();
    assertThat(CertifyArguments.of("--dist", "certify")).isEmpty();
    assertThat(CertifyArguments.of()).isEmpty();
  }
}
