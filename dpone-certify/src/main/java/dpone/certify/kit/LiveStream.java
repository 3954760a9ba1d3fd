package dpone.certify.kit;

import java.util.Map;

/**
 * A stream of a live system that nobody can fill, such as the orders of somebody's account. The kit
 * reads it as it is.
 *
 * @param name as a manifest writes it under {@code streams}
 * @param options what a manifest says about it beside its name
 * @param goesOn whether increments are read, too
 */
public record LiveStream(String name, Map<String, Object> options, boolean goesOn) {
  /** Copies the map. */
  public LiveStream {
    options = Map.copyOf(options);
  }
}
