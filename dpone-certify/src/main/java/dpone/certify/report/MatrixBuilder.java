package dpone.certify.report;

import dpone.certify.catalogue.ListedConnector;
import dpone.certify.catalogue.Requirement;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Evidence;
import dpone.certify.evidence.Outcome;
import dpone.certify.evidence.ServiceUse;
import dpone.certify.level.Judge;
import dpone.certify.level.Judgement;
import dpone.certify.level.Standing;
import dpone.certify.policy.Waiver;
import dpone.spi.ConnectorDescriptor;
import dpone.spi.certify.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes rows from evidence. */
public final class MatrixBuilder {
  private static final List<String> WEAKEST_FIRST = List.of("double", "emulator", "real");

  private final Requirements catalogue;
  private final Judge judge;

  /** With what judges the evidence. */
  public MatrixBuilder(Judge judge) {
    this.catalogue = judge.catalogue();
    this.judge = judge;
  }

  /** The row of a connector that this build has. */
  public Matrix.Row present(ConnectorDescriptor descriptor, Judgement judgement) {
    Standing standing = judgement.standing();
    return new Matrix.Row(
        descriptor.id(),
        descriptor.name(),
        descriptor.version(),
        true,
        descriptor.roles(),
        standing,
        judgement.tolerated(),
        judgement.limit().orElse(""),
        judgement.apart(),
        NextStep.of(catalogue, judgement),
        cells(judgement.records(), judgement.waivers()));
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
        Level.NONE,
        "",
        catalogue.all().stream().map(Requirement::id).toList(),
        "Add the connector to this build. Then: " + listed.pageNextStep(),
        cells(records, Map.of()));
  }

  private List<Matrix.Cell> cells(List<Evidence> records, Map<String, Waiver> waivers) {
    List<Matrix.Cell> cells = new ArrayList<>();
    for (Requirement requirement : catalogue.all()) {
      records.stream()
          .filter(record -> record.requirement().equals(requirement.id()))
          .forEach(record ->
              cells.add(
                  cell(requirement, record, Optional.ofNullable(waivers.get(requirement.id())))));
    }
    return cells;
  }

  private Matrix.Cell cell(Requirement requirement, Evidence record, Optional<Waiver> waiver) {
    boolean tried =
        record.result() == Outcome.PASSED
            || record.result() == Outcome.EXPIRED
            || record.result().bad();
    return new Matrix.Cell(
        requirement.id(),
        requirement.level(),
        record.result(),
        record.reason(),
        kind(record.services()),
        tried ? Duration.between(record.started(), judge.now()).toDays() : -1,
        waiver);
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
