package dpone.connector.mssql.cdc;

import dpone.connector.mssql.cdc.SqlLog.Tracked;
import dpone.connector.mssql.connect.ConnectionSettings;
import dpone.connector.mssql.error.MsCode;
import dpone.spi.error.DponeException;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the next run would refuse a stored position for, said before it. */
final class Gaps {
  private static final Set<String> LOST =
      Set.of(
          MsCode.LOG_POSITION_LOST.code(),
          MsCode.CDC_INSTANCE_CHANGED.code(),
          MsCode.CDC_DISABLED.code());

  private Gaps() {}

  /**
   * Asks as a reader does.
   *
   * @param streams names of those that are followed; others that a position knows do not matter
   * @return one sentence each, with its remedy
   */
  static List<String> of(
      ConnectionSettings settings, LogAccess logs, List<String> streams, LogPosition position) {
    if (!position.database().equals(settings.database())) {
      return List.of(sentence(position.foreign(settings.database())));
    }
    List<Tracked> tables =
        streams.stream()
            .filter(position.streams()::containsKey)
            .map(stream -> new Tracked(stream, settings.table(stream), List.of(), List.of()))
            .toList();
    List<String> gaps = new ArrayList<>();
    try (SqlLog log = logs.open(position.kind(), tables)) {
      Lsn last = log.last();
      if (last.before(position.point().lsn())) {
        gaps.add(sentence(position.beyond(last)));
      }
      for (Tracked table : tables) {
        choose(log, table, position, gaps);
      }
    }
    return gaps;
  }

  private static void choose(SqlLog log, Tracked table, LogPosition position, List<String> gaps) {
    String name = table.table().sql();
    CapturedStream stream =
        new CapturedStream(
            table.stream(), name, new Schema(List.of(), List.of()), Set.of(), Set.of());
    LogPosition.Stream known =
        java.util.Objects.requireNonNull(position.streams().get(table.stream()));
    try {
      InstanceChoice.choose(stream, known, position.point(), log.instances(name), log);
    } catch (DponeException lost) {
      if (!LOST.contains(lost.code())) {
        throw lost;
      }
      gaps.add(sentence(lost));
    }
  }

  private static String sentence(DponeException lost) {
    return "gap: " + lost.what() + "; " + lost.remedy();
  }
}
