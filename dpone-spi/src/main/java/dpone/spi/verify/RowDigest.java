package dpone.spi.verify;

import dpone.spi.annotation.Api;

/**
 * Hash of a row.
 *
 * @param key the key for people, columns joined by comma
 * @param keyHash MD5 of the canonical key, 32 lower-case hexadecimal digits
 * @param rowHash first 64 bits of the MD5 of the canonical row
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record RowDigest(String key, String keyHash, long rowHash) {}
