package dpone.connector.postgres.cdc;

import dpone.connector.postgres.catalog.Catalog;
import dpone.connector.postgres.catalog.ColumnInfo;
import dpone.connector.postgres.cdc.pgoutput.RelationMessage;
import dpone.connector.postgres.connect.ConnectionSettings;
import dpone.connector.postgres.connect.PgSession;
import dpone.connector.postgres.connect.Sessions;
import dpone.connector.postgres.error.PgCode;
import dpone.connector.postgres.sql.TableName;
import dpone.connector.postgres.type.PgType;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import dpone.spi.source.StreamSelection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows the columns of the streams through the log, by attribute number. The catalogue is asked
 * at each description of a table, which come only after a DDL and at the start.
 */
final class ColumnShapes implements Transactions.Shapes {
  private final Sessions sessions;
  private final ConnectionSettings settings;
  private final Map<String, StreamSelection> selections;
  private final Map<String, WalPosition.Stream> seen;

  ColumnShapes(
      Sessions sessions,
      ConnectionSettings settings,
      Map<String, StreamSelection> selections,
      Map<String, WalPosition.Stream> seen) {
    this.sessions = sessions;
    this.settings = settings;
    this.selections = selections;
    this.seen = new HashMap<>(seen);
  }

  /** The streams with the columns as last seen. */
  Map<String, WalPosition.Stream> seen() {
    return seen;
  }

  @Override
  public @Nullable String apply(StreamRows rows, RelationMessage relation) {
    CapturedTable asked = rows.table();
    try (PgSession session = sessions.control()) {
      String difference = difference(session, asked, relation);
      if (difference != null) {
        return difference;
      }
      List<Attribute> current = CapturedTable.attributes(session, asked.relation().oid());
      WalPosition.Stream last = seen.get(asked.stream());
      int[] numbers =
          Alignment.numbers(relation.columns(), last == null ? List.of() : last.columns(), current);
      layout(session, rows, relation, numbers);
      if (last != null) {
        seen.put(
            asked.stream(),
            new WalPosition.Stream(last.oid(), last.from(), attributes(relation, numbers)));
      }
      return null;
    }
  }

  /** What is different in the catalogue from what was asked for, or null. */
  private @Nullable String difference(
      PgSession session, CapturedTable asked, RelationMessage relation) {
    StreamSelection selection = selections.get(asked.stream());
    if (selection == null) {
      return null;
    }
    CapturedTable now;
    try {
      now = CapturedTable.of(session, settings, selection, asked.key());
    } catch (DponeException gone) {
      if (gone.category() != ErrorCategory.NOT_FOUND && gone.category() != ErrorCategory.CONFIG) {
        throw gone;
      }
      // Whoever describes the stream again meets the same error, with its remedy.
      return gone.what();
    }
    if (now.relation().oid() != asked.relation().oid()) {
      return "another table took the name "
          + asked.relation().name()
          + ", the one before is now "
          + new TableName(relation.schema(), relation.name());
    }
    if (now.schema().equals(asked.schema())) {
      return null;
    }
    List<String> changes = new ArrayList<>();
    for (ColumnInfo column : now.columns()) {
      ColumnInfo before =
          asked.columns().stream()
              .filter(c -> c.name().equals(column.name()))
              .findFirst()
              .orElse(null);
      if (before == null) {
        changes.add("column " + column.name() + " is new");
      } else if (!before.type().equals(column.type())) {
        changes.add(
            "column "
                + column.name()
                + " is "
                + column.type().text()
                + ", it was "
                + before.type().text());
      }
    }
    for (ColumnInfo column : asked.columns()) {
      if (now.columns().stream().noneMatch(c -> c.name().equals(column.name()))) {
        changes.add("column " + column.name() + " is gone");
      }
    }
    return changes.isEmpty() ? "the columns are in another order" : String.join(", ", changes);
  }

  private static List<Attribute> attributes(RelationMessage relation, int[] numbers) {
    List<Attribute> attributes = new ArrayList<>();
    for (int i = 0; i < numbers.length; i++) {
      RelationMessage.Column column = relation.columns().get(i);
      if (numbers[i] > 0) {
        attributes.add(
            new Attribute(
                numbers[i], column.name(), column.type(), column.modifier(), false, false));
      }
    }
    return attributes;
  }

  private static void layout(
      PgSession session, StreamRows rows, RelationMessage relation, int[] numbers) {
    CapturedTable table = rows.table();
    int[] places = new int[table.columns().size()];
    @Nullable CellWidening[] widenings = new @Nullable CellWidening[places.length];
    for (int i = 0; i < places.length; i++) {
      ColumnInfo column = table.columns().get(i);
      Attribute wanted = table.attribute(column);
      places[i] = -1;
      for (int j = 0; j < numbers.length; j++) {
        if (numbers[j] == wanted.number()) {
          places[i] = j;
          widenings[i] =
              widening(session, table.stream(), column, wanted, relation.columns().get(j));
        }
      }
    }
    rows.layout(places, widenings);
  }

  private static @Nullable CellWidening widening(
      PgSession session,
      String stream,
      ColumnInfo column,
      Attribute wanted,
      RelationMessage.Column sent) {
    if (sent.type() == wanted.type()) {
      return null;
    }
    String spelling =
        session.value(
            "SELECT pg_catalog.format_type(?::oid, ?::int)", sent.type(), sent.modifier());
    String shape = Catalog.types(session, List.of(spelling)).get(0).map(PgType::shape).orElse("");
    if (!shape.isEmpty() && shape.equals(column.type().shape())) {
      return null;
    }
    CellWidening widening = CellWidening.between(shape, column.type().shape());
    if (widening == null) {
      throw PgCode.SCHEMA_CHANGED
          .error(
              "the log holds changes from the time when the column was "
                  + spelling
                  + ", which cannot be told as "
                  + column.type().text())
          .at(Place.field(stream, column.name()))
          .remedy("reset the pipeline's state, so that the next run starts with a new snapshot")
          .build();
    }
    return widening;
  }
}
