package dpone.runtime.manifest;

import dpone.spi.error.Place;

/**
 * Something that a user should know and that stops nothing.
 *
 * @param code stable code
 * @param message what and what to do, one sentence without a final stop, never a secret
 * @param place where
 */
public record ManifestWarning(String code, String message, Place place) {
  /** The one line that a user reads. */
  public String oneLine() {
    return code + ": " + message + " (" + place.describe() + ")";
  }
}
