package dpone.spi.verify;

import dpone.spi.annotation.Api;

/**
 * Count and hash of a bucket.
 *
 * @param prefix hexadecimal digits of the key hash
 * @param rows rows in it
 * @param sum sum modulo 2^64 of the row hashes
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record BucketDigest(String prefix, long rows, long sum) {}
