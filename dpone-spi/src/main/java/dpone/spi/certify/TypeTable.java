package dpone.spi.certify;

import dpone.spi.annotation.Api;
import dpone.spi.sink.Fidelity;
import java.util.List;

/** Capability of a connector: its declared type mappings, from which tests and docs are made. */
@Api(status = Api.Status.STABLE, since = "1.0")
public interface TypeTable {
  /** Every type of the system, in the order of the documentation. */
  List<Row> rows();

  /**
   * One type.
   *
   * @param nativeType the system's own spelling
   * @param type the logical type, or {@code refused}
   * @param fidelity how faithful reading it is; ignored where refused
   * @param note a rule or a remedy; empty if there is nothing to say
   */
  @Api(status = Api.Status.STABLE, since = "1.0")
  record Row(String nativeType, String type, Fidelity fidelity, String note) {}
}
