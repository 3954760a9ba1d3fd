package dpone.connector.mssql.sink;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import dpone.connector.mssql.publish.ChangeSql;
import dpone.connector.mssql.publish.ChangeSql.Findings;
import dpone.connector.mssql.publish.PublishSql;
import dpone.connector.mssql.publish.StageSql;
import dpone.connector.mssql.publish.Step;
import dpone.connector.mssql.publish.TargetColumn;
import dpone.connector.mssql.sql.TableName;
import dpone.spi.error.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes one change a key of the staged changes, and says how they are applied. Where a row that got
 * another key does not come whole, they are applied one by one.
 */
final class AppliedChanges {
  private final MsSession session;
  private final PlannedStream stream;
  private final PublishSql rows;
  private final TableName net;
  private final ChangeSql sql;

  AppliedChanges(MsSession session, PlannedStream stream, PublishSql rows, TableName net) {
    this.session = session;
    this.stream = stream;
    this.rows = rows;
    this.net = net;
    this.sql = new ChangeSql(rows, net);
  }

  /** The steps, of which none has been done; the target has only been looked at. */
  List<Step> steps(long staged) {
    List<Step> steps = new ArrayList<>();
    if (staged == 0) {
      return steps;
    }
    Findings found =
        session
            .first(
                sql.findings(),
                row ->
                    new Findings(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getLong(4),
                        row.getLong(5)))
            .orElseThrow();
    if (found.nullKeys() > 0) {
      throw MsCode.KEY_NULL
          .error(found.nullKeys() + " changes have no value in " + String.join(", ", stream.key()))
          .at(place())
          .build();
    }
    session.execute(sql.index());
    if (found.movedInPart() > 0) {
      steps.add(sql.oneByOne());
      return steps;
    }
    Set<String> partial = found.partial() > 0 ? partial() : Set.of();
    session.execute(sql.createNet(partial));
    session.execute(sql.fillNet(found, partial));
    if (stream.columns().stream()
        .filter(c -> stream.key().contains(c.name()))
        .allMatch(c -> c.type().indexable())) {
      session.execute(StageSql.index(net, stream.key()));
    }
    if (!partial.isEmpty()) {
      refuseParts(found, partial);
    }
    if (found.truncatedAt() >= 0 && stream.exists()) {
      steps.add(sql.empty(stream.referenced()));
    }
    steps.addAll(sql.together(found, partial));
    steps.add(new Step(stream.stream(), Step.Counts.NONE, StageSql.drop(net)));
    return steps;
  }

  /** Names of the columns that some change does not carry. */
  private Set<String> partial() {
    List<TargetColumn> columns = rows.columns();
    return session
        .first(
            sql.partial(),
            row -> {
              Set<String> partial = new LinkedHashSet<>();
              for (int i = 0; i < columns.size(); i++) {
                if (row.getInt(i + 1) != 0) {
                  partial.add(columns.get(i).name());
                }
              }
              return partial;
            })
        .orElse(Set.of());
  }

  private void refuseParts(Findings found, Set<String> partial) {
    session
        .first(sql.withoutRow(found, partial, stream.exists()), row -> row.getString(1))
        .ifPresent(key -> {
          throw MsCode.ROWS_LOST
              .error(
                  "the target "
                      + stream.target()
                      + " lacks the row with the key "
                      + key
                      + ", of which a change carries only a part")
              .at(place().row(key))
              .remedy("reset the pipeline's state, so that the next run starts with a new snapshot")
              .build();
        });
  }

  private Place place() {
    return Place.stream(stream.stream());
  }
}
