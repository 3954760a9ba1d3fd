package dpone.spi.certify;

import dpone.spi.annotation.Api;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A version of a vendor's API that a connector speaks.
 *
 * @param name of the API, such as {@code Google Ads API}
 * @param version as the vendor writes it, such as {@code v21}; empty where there are none
 * @param sunset the day from which the vendor no longer answers it, or null where none is announced
 * @param page where the vendor says so
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record ApiVersion(String name, String version, @Nullable LocalDate sunset, String page) {
  /** The day from which the vendor no longer answers it. */
  public Optional<LocalDate> end() {
    return Optional.ofNullable(sunset);
  }
}
