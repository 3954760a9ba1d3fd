package dpone.spi.verify;

import dpone.spi.annotation.Api;
import dpone.spi.annotation.Rule;
import java.util.List;

/**
 * Capability of a source or a sink: counts and order-free hashes computed by the system itself.
 * Called by one thread.
 */
@Rule(
    id = "FP-1",
    value =
        "A fingerprint is computed inside the system by queries that share no code with the load"
            + " path, over canonical text: integers and decimals without leading or trailing zeros,"
            + " dates as days, times and timestamps as microseconds, both since 1970, infinities as"
            + " Infinity and -Infinity, intervals as months, days and microseconds with a space"
            + " between, bytes as lower-case hexadecimal, floats as the hexadecimal of their IEEE"
            + " bits, booleans as t and f, null as U+001E; cells are joined by U+001F.")
@Rule(
    id = "FP-2",
    value =
        "The bucket of a row is the start of the MD5 of its canonical key; the digest of a bucket is"
            + " the count and the sum, modulo 2^64, of the first 64 bits of the MD5 of each row.")
@Api(status = Api.Status.STABLE, since = "1.0")
public interface Fingerprint {
  /** Digests of the buckets that hold rows; buckets without rows may be absent. */
  List<BucketDigest> buckets(FingerprintRequest request);

  /** Key and row hash of each row in the buckets; at most {@code limit}, in order of key hash. */
  List<RowDigest> rows(FingerprintRequest request, int limit);
}
