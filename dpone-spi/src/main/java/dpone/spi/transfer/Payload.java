package dpone.spi.transfer;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * A connector's own data inside a record of the SPI, opaque to everybody else.
 *
 * @param connector id of the connector that wrote it and alone reads it
 * @param kind what it is, such as {@code ctid-range}
 * @param version format version of this kind, from 1
 * @param json a JSON text of at most {@link #MAX_BYTES} bytes in UTF-8
 */
@Rule(
    id = "XFER-1",
    value =
        "Splits, positions, receipts, stage handles and commit messages are final records of the"
            + " SPI with a JSON payload of at most 1 MiB; no connector class is ever serialized.")
@Rule(
    id = "XFER-2",
    value =
        "A connector reads every payload version it ever wrote in this major version, and refuses a"
            + " newer one by name.")
@Rule(id = "XFER-3", value = "A payload holds no secret.")
@Api(status = Api.Status.STABLE, since = "1.0")
public record Payload(String connector, String kind, int version, String json)
    implements Serializable {
  /** The largest payload. */
  public static final int MAX_BYTES = 1 << 20;

  /** Refuses an oversized payload. */
  public Payload {
    if (version < 1) {
      throw new IllegalArgumentException("payload version " + version);
    }
    if (json.length() > MAX_BYTES / 3 && json.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "payload " + connector + "/" + kind + " is larger than " + MAX_BYTES + " bytes");
    }
  }

  /** A payload without content. */
  public static Payload empty(String connector, String kind) {
    return new Payload(connector, kind, 1, "{}");
  }
}
