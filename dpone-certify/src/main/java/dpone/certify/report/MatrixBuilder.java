package dpone.certify.report;

import dpone.certify.catalogue.ListedConnector;
import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.ServiceUse;
import dpone.certify.level.Standing;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.certify.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Makes rows from evidence. */
public final class MatrixBuilder {
  private static final List<String> WEAKEST_FIRST = List.of("double", "emulator", "real");

  private final Requirements catalogue;
  private final Instant now;

  /** With the catalogue and the time by which ages count. */
  public MatrixBuilder(Requirements catalogue, Instant now) {
    this.catalogue = catalogue;
    this.now = now;
  }

  /** The row of a connector that this build has. */
  public Matrix.Row present(ConnectorDescriptor descriptor, List<Evidence> records) {
    Level claimed = descriptor.certification().claimed();
    Standing standing = Standing.of(catalogue, claimed, records);
    return new Matrix.Row(
        descriptor.id(),
        descriptor.name(),
        descriptor.version(),
        true,
        descriptor.roles(),
        standing,
        NextStep.of(catalogue, standing, records),
        cells(records));
  }

  /** The row of a connector that this build does not have. */
  public Matrix.Row absent(ListedConnector listed, List<Evidence> records) {
    return new Matrix.Row(
        listed.id(),
        listed.name(),
        "",
        false,
        listed.roles(),
        Standing.of(catalogue, Level.NONE, List.of()),
        "Add the connector to this build. Then: " + listed.pageNextStep(),
        cells(records));
  }

  private List<Matrix.Cell> cells(List<Evidence> records) {
    List<Matrix.Cell> cells = new ArrayList<>();
    for (Requirement requirement : catalogue.all()) {
      records.stream()
          .filter(record -> record.requirement().equals(requirement.id()))
          .forEach(record -> cells.add(cell(requirement, record)));
    }
    return cells;
  }

  private Matrix.Cell cell(Requirement requirement, Evidence record) {
    boolean tried = record.result() == Outcome.PASSED || record.result().bad();
    return new Matrix.Cell(
        requirement.id(),
        requirement.level(),
        record.result(),
        record.reason(),
        kind(record.services()),
        tried ? Duration.between(record.started(), now).toDays() : -1);
  }

  /** The least real of the systems that took part, since it bounds what the evidence is worth. */
  private static String kind(List<ServiceUse> services) {
    for (String kind : WEAKEST_FIRST) {
      if (services.stream().anyMatch(service -> service.kind().equals(kind))) {
        return kind;
      }
    }
    return "none";
  }
}
