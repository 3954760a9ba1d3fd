package dpone.spi.sink;

import dpone.spi.annotation.Api;

/**
 * Drift policies by what has drifted.
 *
 * @param tables a missing target table
 * @param columns columns missing at the target or at the source
 * @param dataTypes columns whose type differs
 */
@Api(status = Api.Status.STABLE, since = "1.0")
public record SchemaEvolution(DriftPolicy tables, DriftPolicy columns, DriftPolicy dataTypes) {
  /** New tables and columns are made, changed types are refused. */
  public static final SchemaEvolution DEFAULT =
      new SchemaEvolution(DriftPolicy.EVOLVE, DriftPolicy.EVOLVE, DriftPolicy.FAIL);
}
