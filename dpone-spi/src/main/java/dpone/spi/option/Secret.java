package dpone.spi.option;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** A value that must not be seen. It prints as {@code ***} and cannot be serialized. */
@Rule(
    id = "OPT-1",
    value =
        "An option marked secret arrives as Secret; it is revealed only at the call that hands it"
            + " to the driver and is never kept, logged, concatenated or put into an error.")
@Api(status = Api.Status.STABLE, since = "1.0")
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** Wraps a value. */
  public static Secret of(String value) {
    return new Secret(value);
  }

  /** The value itself, for the driver alone. */
  public String reveal() {
    return value;
  }

  /** Whether the secret is the empty string. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Secret other
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), other.value.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public int hashCode() {
    return Secret.class.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }
}
