package dpone.connector.postgres.sink;

import dpone.connector.postgres.copy.Wire;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.publish.PlannedColumn;
import dpone.connector.postgres.type.PgType;
import dpone.connector.postgres.type.Shapes;
import dpone.spi.batch.WireFormat;
import dpone.spi.error.Place;
import dpone.spi.sink.StreamLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds stage columns whose binary forms are those that the source offers to send. */
final class WireStage {
  private final StreamLoad load;
  private final List<PlannedColumn> columns;
  private final List<Optional<PgType>> spelled;
  private final List<String> asText = new ArrayList<>();

  WireStage(StreamLoad load, List<PlannedColumn> columns, List<Optional<PgType>> spelled) {
    this.load = load;
    this.columns = columns;
    this.spelled = spelled;
  }

  /** The columns with the types of the stage, or empty if this database cannot take the format. */
  Optional<List<PlannedColumn>> take(WireFormat offered) {
    List<String> shapes = Wire.shapes(offered.layout());
    if (!offered.name().equals(Wire.FORMAT) || shapes.size() != columns.size()) {
      return Optional.empty();
    }
    List<PlannedColumn> staged = new ArrayList<>();
    asText.clear();
    for (int i = 0; i < columns.size(); i++) {
      PlannedColumn column = columns.get(i);
      refuseOtherMoney(column, shapes.get(i));
      Optional<PgType> type = type(column, spelled.get(i), shapes.get(i));
      if (type.isEmpty()) {
        return Optional.empty();
      }
      staged.add(column.staged(type.get()));
    }
    return Optional.of(staged);
  }

  /** Why this lane, for the format that was taken. */
  List<String> notes() {
    return asText.isEmpty()
        ? List.of("lane: wire, rows pass undecoded, since both ends have the same binary forms")
        : List.of(
            "lane: wire, rows pass undecoded",
            "sent as text, since the binary form means something in its own database only: "
                + String.join(", ", asText));
  }

  private Optional<PgType> type(PlannedColumn column, Optional<PgType> own, String sent) {
    boolean taken = Shapes.accepts(column.target().shape(), sent);
    if (taken && !column.narrows()) {
      return Optional.of(column.target());
    }
    Optional<PgType> same = own.filter(t -> Shapes.accepts(t.shape(), sent));
    if (taken && same.isEmpty()) {
      return Optional.of(column.target());
    }
    if (same.isPresent() || !sent.equals(Shapes.TEXT)) {
      return same;
    }
    // The server reads its own text back without a loss, whatever the type is.
    asText.add(column.name());
    return Optional.of(PgType.builtin("text", "text"));
  }

  /** A cent of one locale may be a thousand of another. */
  private void refuseOtherMoney(PlannedColumn column, String sent) {
    boolean other =
        sent.contains(Shapes.MONEY)
            && column.target().shape().contains(Shapes.MONEY)
            && !sent.equals(column.target().shape());
    if (other && !load.lossyAllowed().contains(column.name())) {
      throw PgCode.TYPE_DRIFT
          .error(
              "money of lc_monetary "
                  + locale(sent)
                  + " cannot be loaded where lc_monetary is "
                  + locale(column.target().shape()))
          .at(Place.field(load.stream(), column.name()))
          .remedy("make the target's column numeric, or name the column in sink.allow_lossy")
          .build();
    }
  }

  private static String locale(String shape) {
    return shape.substring(shape.indexOf('@') + 1);
  }
}
