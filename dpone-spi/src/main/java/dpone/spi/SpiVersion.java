package dpone.spi;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Version of this contract. A connector jar names in its manifest, under {@link #MANIFEST_KEY}, the
 * version it was built for.
 *
 * @param major changes when a connector must be changed
 * @param minor changes when something was added
 */
@Rule(
    id = "SPI-1",
    value =
        "A connector jar carries Dpone-Spi-Version in its manifest; the host reads it before any"
            + " class of the jar and accepts the same major version up to its own minor version.")
@Api(status = Api.Status.STABLE, since = "1.0")
public record SpiVersion(int major, int minor) implements Comparable<SpiVersion> {
  /** The version of the classes you are looking at. */
  public static final SpiVersion CURRENT = new SpiVersion(1, 0);

  /** Main attribute of a connector jar's manifest. */
  public static final String MANIFEST_KEY = "Dpone-Spi-Version";

  private static final Pattern FORM = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");

  /**
   * Reads {@code MAJOR.MINOR}.
   *
   * @throws IllegalArgumentException if it is anything else
   */
  public static SpiVersion parse(String text) {
    Matcher matcher = FORM.matcher(text.trim());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("not an SPI version: " + text);
    }
    return new SpiVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** Whether a host of this version can run a connector built for the other. */
  public boolean accepts(SpiVersion builtFor) {
    return builtFor.major == major && builtFor.minor <= minor;
  }

  @Override
  public int compareTo(SpiVersion other) {
    return major != other.major
        ? Integer.compare(major, other.major)
        : Integer.compare(minor, other.minor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
