package dpone.certification.vendors;

import dpone.certify.kit.PagedTables;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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

  /**
   * Options of a connection beside its address.
   *
   * @param url where the double is served
   */
  default Map<String, Object> connection(Map<String, String> secrets, String url) {
    return connection(secrets);
  }

  /** Secret options that a login asks for, each with a value to begin with. */
  Map<String, String> secrets();

  /** From now on exactly these secrets are let in. */
  void accept(Map<String, String> secrets);

  /** Further options of a connection, by the address at which the double itself is served. */
  default Map<String, Object> served(String url) {
    return Map.of();
  }

  /** Secret options that its login never asks for, each with the reason. */
  default Map<String, String> others() {
    return Map.of();
  }

  /** Whether the connector may ask that once more when it failed. */
  default boolean isRepeated(DoubleRequest request) {
    return true;
  }

  /** What can happen between its pages; empty where its answers have none. */
  default Optional<PagedTables> pages(ScriptedServer server) {
    return Optional.empty();
  }

  /** Answers a request. */
  DoubleAnswer answer(DoubleRequest request);
}
