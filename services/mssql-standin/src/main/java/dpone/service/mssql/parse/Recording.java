package dpone.service.mssql.parse;

import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what lets a server record changes. */
final class Recording {
  private static final Set<String> PROCEDURES =
      Set.of(
          "sp_cdc_enable_db",
          "sp_cdc_enable_table",
          "sp_cdc_disable_table",
          "sp_cdc_cleanup_change_table",
          "sp_cdc_change_job");

  private Recording() {}

  static boolean knows(List<String> procedure) {
    return procedure.size() == 2
        && procedure.getFirst().equalsIgnoreCase("sys")
        && PROCEDURES.contains(procedure.getLast().toLowerCase(Locale.ROOT));
  }

  static Statement procedure(Cursor in, String name) {
    Map<String, Optional<Object>> parameters = new LinkedHashMap<>();
    if (in.peek().text().startsWith("@")) {
      do {
        String parameter = in.name().toLowerCase(Locale.ROOT);
        in.wantSign("=");
        parameters.put(parameter, value(in));
      } while (in.tookSign(","));
    }
    return new Statement.Procedure(name.toLowerCase(Locale.ROOT), parameters);
  }

  private static Optional<Object> value(Cursor in) {
    if (in.took("NULL")) {
      return Optional.empty();
    }
    Token token = in.next();
    return switch (token.kind()) {
      case TEXT -> Optional.of(token.text());
      case NUMBER -> Optional.of(Long.parseLong(token.text()));
      case BYTES -> Optional.of(HexFormat.of().parseHex(token.text()));
      default -> throw SqlError.syntax(token.text());
    };
  }

  static Statement database(Cursor in) {
    String name = in.name();
    in.want("SET");
    if (in.took("ALLOW_SNAPSHOT_ISOLATION")) {
      return new Statement.Snapshots(name, in.took("ON") || !tookOff(in));
    }
    in.want("CHANGE_TRACKING");
    Boolean on = null;
    if (in.tookSign("=")) {
      on = in.took("ON") || !tookOff(in);
    }
    Map<String, String> options = new LinkedHashMap<>();
    if (in.tookSign("(")) {
      do {
        String option = in.name().toUpperCase(Locale.ROOT);
        in.wantSign("=");
        switch (option) {
          case "CHANGE_RETENTION" -> {
            options.put(option, String.valueOf(in.whole()));
            options.put("UNIT", in.name().toUpperCase(Locale.ROOT));
          }
          case "AUTO_CLEANUP" -> options.put(option, in.took("ON") || !tookOff(in) ? "ON" : "OFF");
          default -> throw SqlError.syntax(option);
        }
      } while (in.tookSign(","));
      in.wantSign(")");
    }
    return new Statement.TrackDatabase(name, on, options);
  }

  private static boolean tookOff(Cursor in) {
    in.want("OFF");
    return true;
  }
}
