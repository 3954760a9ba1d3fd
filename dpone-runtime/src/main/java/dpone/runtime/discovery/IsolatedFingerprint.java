package dpone.runtime.discovery;

import dpone.spi.verify.BucketDigest;
import dpone.spi.verify.Fingerprint;
import dpone.spi.verify.FingerprintRequest;
import dpone.spi.verify.RowDigest;
import java.util.List;

/** A capability behind its guard. */
record IsolatedFingerprint(Fingerprint delegate, Guard guard) implements Fingerprint {
  @Override
  public List<BucketDigest> buckets(FingerprintRequest request) {
    return guard.call("Fingerprint.buckets", () -> delegate.buckets(request));
  }

  @Override
  public List<RowDigest> rows(FingerprintRequest request, int limit) {
    return guard.call("Fingerprint.rows", () -> delegate.rows(request, limit));
  }
}
