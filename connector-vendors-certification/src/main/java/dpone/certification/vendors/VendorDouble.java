package dpone.certification.vendors;

import java.util.List;
import java.util.Map;

/** What a double of a vendor knows beside HTTP. Thread-safe. */
public interface VendorDouble {
  /** Its streams. */
  List<VendorStream> streams();

  /**
   * Options of a connection beside its address.
   *
   * @param secrets by option, as {@link #accept} was given them last
   */
  Map<String, Object> connection(Map<String, String> secrets);

  /** Secret options that a login asks for, each with a value to begin with. */
  Map<String, String> secrets();

  /** From now on exactly these secrets are let in. */
  void accept(Map<String, String> secrets);

  /** Answers a request. */
  DoubleAnswer answer(DoubleRequest request);
}
