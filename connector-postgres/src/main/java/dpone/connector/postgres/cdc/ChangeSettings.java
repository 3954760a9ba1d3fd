package dpone.connector.postgres.cdc;

import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.source.ChangeOptions;
import dpone.spi.cdc.ChangeScope;
import dpone.spi.option.Options;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The options of change capture for one scope.
 *
 * @param slot name of the slot
 * @param publication name of the publication
 * @param create whether they are made
 * @param streaming whether transactions are received before their end
 * @param heartbeat how long the log may be silent; zero is for ever
 */
record ChangeSettings(
    String slot, String publication, boolean create, boolean streaming, Duration heartbeat) {
  private static final int MAX_NAME = 63;
  private static final Pattern SLOT_NAME = Pattern.compile("[a-z0-9_]{1,63}");

  static ChangeSettings of(Options source, ChangeScope scope) {
    Options given = source.group(ChangeOptions.GROUP);
    String slot = given.findString(ChangeOptions.SLOT).orElseGet(() -> defaultName(scope));
    if (!SLOT_NAME.matcher(slot).matches()) {
      throw PgCode.INVALID_OPTION
          .error("source.cdc.slot '" + slot + "' cannot name a replication slot")
          .remedy("use at most 63 lower-case letters, digits and underscores")
          .build();
    }
    String publication = given.findString(ChangeOptions.PUBLICATION).orElse(slot);
    if (publication.isEmpty()
        || publication.indexOf('\'') >= 0
        || publication.getBytes(StandardCharsets.UTF_8).length > MAX_NAME) {
      throw PgCode.INVALID_OPTION
          .error("source.cdc.publication '" + publication + "' cannot name a publication")
          .remedy("use at most 63 bytes without an apostrophe")
          .build();
    }
    return new ChangeSettings(
        slot,
        publication,
        !given.has(ChangeOptions.CREATE) || given.bool(ChangeOptions.CREATE),
        given.findString(ChangeOptions.STREAMING).orElse("auto").equals("auto"),
        given.has(ChangeOptions.HEARTBEAT_INTERVAL)
            ? given.duration(ChangeOptions.HEARTBEAT_INTERVAL)
            : Duration.ofSeconds(10));
  }

  /** Readable, valid for a slot, and different for different scopes. */
  static String defaultName(ChangeScope scope) {
    String hash =
        UUID.nameUUIDFromBytes(
                (scope.pipeline() + "\0" + scope.scope()).getBytes(StandardCharsets.UTF_8))
            .toString()
            .substring(0, 8);
    String readable =
        ("dpone_" + scope.pipeline() + "_" + scope.scope())
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_]+", "_");
    int room = MAX_NAME - hash.length() - 1;
    return readable.substring(0, Math.min(readable.length(), room)) + "_" + hash;
  }

  /** What the comment of a publication of ours says. */
  String mark(ChangeScope scope) {
    return "made by dpone for " + scope + ", slot " + slot;
  }
}
