package dpone.certification.vendors;

import java.util.Map;

/** Tries the connector of FastTrack. */
public final class FastTrackFixture extends VendorFixture {
  /** For the service loader. */
  public FastTrackFixture() {
    super("fasttrack", "FastTrack", FastTrackDouble::new);
  }

  @Override
  protected String missing(Map<String, Object> connection) {
    return connection.containsKey("bot_key") || connection.containsKey("x_token")
        ? ""
        : variable("BOT_KEY") + ", or " + variable("FLEX_URL") + " and " + variable("X_TOKEN");
  }
}
