package dpone.connector.postgres.cdc;

import dpone.connector.postgres.error.PgCode;
import dpone.spi.error.DponeException;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the server's errors mean where replication is concerned. */
final class CdcErrors {
  private CdcErrors() {}

  /** The same error with the code that it has here. */
  static DponeException of(DponeException failure) {
    @Nullable String state = null;
    for (@Nullable Throwable t = failure.getCause(); t != null; t = t.getCause()) {
      if (t instanceof SQLException sql) {
        state = sql.getSQLState();
        break;
      }
    }
    PgCode code = code(state, failure.what());
    return code == null
        ? failure
        : code.error(failure.what()).at(failure.place()).cause(failure.getCause()).build();
  }

  private static @Nullable PgCode code(@Nullable String state, String message) {
    return switch (Objects.requireNonNullElse(state, "")) {
      case "55006" -> PgCode.SLOT_ACTIVE;
      case "55P03" -> PgCode.SLOT_TIMEOUT;
      case "53400" -> PgCode.SLOTS_FULL;
      case "53300" -> message.contains("max_wal_senders") ? PgCode.SLOTS_FULL : null;
      case "58P01" -> PgCode.SLOT_LOST;
      case "42501" -> denied(message) ? PgCode.NO_REPLICATION : null;
      case "28000" -> message.contains("replication") ? PgCode.NO_REPLICATION : null;
      case "42704" ->
          message.contains("publication")
              ? PgCode.PUBLICATION
              : message.contains("slot") ? PgCode.SLOT_LOST : null;
      case "55000" ->
          message.contains("wal_level")
              ? PgCode.WAL_LEVEL
              : message.contains("slot") ? PgCode.SLOT_LOST : null;
      default -> null;
    };
  }

  private static boolean denied(String message) {
    return message.contains("replication") || message.contains("REPLICATION");
  }
}
