package dpone.connector.postgres.offline;

import dpone.connector.postgres.error.PgCode;
import dpone.spi.sink.DriftPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a load does about each difference between source and target under each policy. The page of
 * the connector is made from it, and a test holds it against a server.
 */
public final class DriftTable {
  /** How far a load comes. */
  public enum Outcome {
    /** Every row is loaded, the target's schema follows. */
    FOLLOWS,
    /** Every row is loaded, the target's schema stays. */
    LOADS,
    /** Every row is loaded without the column. */
    LEAVES_OUT,
    /** Rows that fit are loaded, the others are rejected. */
    REJECTS,
    /** Nothing is loaded. */
    REFUSES
  }

  /** Kinds of difference. */
  public enum Difference {
    /** There is no target. */
    NO_TABLE("no_table", "no target table", "tables"),
    /** A column is new at the source. */
    NEW_COLUMN("new_column", "column only at the source", "columns"),
    /** A column is gone from the source. */
    GONE_COLUMN("gone_column", "column only at the target", "columns"),
    /** A column is gone that the target needs. */
    GONE_REQUIRED(
        "gone_required_column",
        "column only at the target that takes no null and has no default",
        "columns"),
    /** A column has another name. */
    RENAMED("renamed_column", "column renamed at the source", "columns"),
    /** The target holds more than the source has. */
    NARROWER("narrower_type", "type that the target's holds wholly", "data_types"),
    /** The target holds less than the source has. */
    WIDER("wider_type", "type that holds more than the target's", "data_types"),
    /** Neither holds what the other does. */
    RETYPED("other_type", "type that does not hold what the target's does", "data_types"),
    /** The source may have nulls where the target takes none. */
    NULLABLE("nullable", "nulls where the target takes none", "data_types"),
    /** The target takes nulls that the source never has. */
    NEVER_NULL("never_null", "no nulls where the target takes them", "data_types");

    private final String id;
    private final String text;
    private final String key;

    Difference(String id, String text, String key) {
      this.id = id;
      this.text = text;
      this.key = key;
    }

    /** For people. */
    public String text() {
      return text;
    }

    /** The key of {@code schema_evolution} that decides. */
    public String key() {
      return key;
    }
  }

  /**
   * What is done.
   *
   * @param outcome how far a load comes
   * @param code code of the refusal or of the rejected rows, or null
   * @param text for people
   */
  public record Behaviour(Outcome outcome, @Nullable String code, String text) {}

  /**
   * One difference.
   *
   * @param difference which
   * @param behaviours by policy
   */
  public record Row(Difference difference, Map<DriftPolicy, Behaviour> behaviours) {}

  private DriftTable() {}

  /** All of it. */
  public static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    for (Difference difference : Difference.values()) {
      rows.add(row(difference));
    }
    return rows;
  }

  private static Row row(Difference difference) {
    Behaviour stays = loads("stays; new rows get its default or null");
    Behaviour kept = loads("loaded, the column stays");
    return switch (difference) {
      case NO_TABLE -> {
        Behaviour refused = refuses(PgCode.TABLE_NOT_FOUND);
        yield row(difference, follows("table and schema are made"), refused, refused, refused);
      }
      case NEW_COLUMN ->
          row(
              difference,
              follows("`ADD COLUMN`; earlier rows get null"),
              leavesOut(),
              rejects("left out; rows with a value there are rejected", PgCode.COLUMN_DRIFT),
              refuses(PgCode.COLUMN_DRIFT));
      case GONE_COLUMN -> row(difference, stays, stays, stays, refuses(PgCode.COLUMN_DRIFT));
      case GONE_REQUIRED -> {
        Behaviour refused = refuses(PgCode.COLUMN_REQUIRED);
        yield row(difference, refused, refused, refused, refuses(PgCode.COLUMN_DRIFT));
      }
      case RENAMED ->
          row(
              difference,
              follows("the new name is added, the old one stays; the plan says what it looks like"),
              leavesOut(),
              rejects("rows with a value under the new name are rejected", PgCode.COLUMN_DRIFT),
              refuses(PgCode.COLUMN_DRIFT));
      case NARROWER, NEVER_NULL -> row(difference, kept, kept, kept, kept);
      case WIDER ->
          row(
              difference,
              follows("`ALTER COLUMN TYPE`"),
              leavesOut(),
              rejects("rows whose value does not convert are rejected", PgCode.VALUE_REFUSED),
              refuses(PgCode.TYPE_DRIFT));
      case RETYPED ->
          row(
              difference,
              refuses(PgCode.TYPE_DRIFT),
              leavesOut(),
              rejects("rows whose value does not convert are rejected", PgCode.VALUE_REFUSED),
              refuses(PgCode.TYPE_DRIFT));
      case NULLABLE -> {
        Behaviour rejected = rejects("rows with a null there are rejected", PgCode.NOT_NULL);
        yield row(difference, follows("`DROP NOT NULL`"), rejected, rejected, rejected);
      }
    };
  }

  private static Row row(
      Difference difference,
      Behaviour evolve,
      Behaviour freeze,
      Behaviour discard,
      Behaviour fail) {
    return new Row(
        difference,
        Map.of(
            DriftPolicy.EVOLVE,
            evolve,
            DriftPolicy.FREEZE,
            freeze,
            DriftPolicy.DISCARD,
            discard,
            DriftPolicy.FAIL,
            fail));
  }

  private static Behaviour follows(String text) {
    return new Behaviour(Outcome.FOLLOWS, null, text);
  }

  private static Behaviour loads(String text) {
    return new Behaviour(Outcome.LOADS, null, text);
  }

  private static Behaviour leavesOut() {
    return new Behaviour(Outcome.LEAVES_OUT, null, "left out");
  }

  private static Behaviour rejects(String text, PgCode code) {
    return new Behaviour(Outcome.REJECTS, code.code(), text);
  }

  private static Behaviour refuses(PgCode code) {
    return new Behaviour(Outcome.REFUSES, code.code(), "nothing is loaded");
  }

  /** As Markdown, in the form that certification reads: a line for each class and policy. */
  public static String markdown() {
    StringBuilder page = new StringBuilder();
    page.append("| class | difference | key | policy | outcome | code | what happens |\n");
    page.append("|---|---|---|---|---|---|---|\n");
    for (Row row : rows()) {
      for (DriftPolicy policy : DriftPolicy.values()) {
        Behaviour behaviour = row.behaviours.get(policy);
        if (behaviour != null) {
          page.append(line(row.difference, policy, behaviour));
        }
      }
    }
    return page.toString();
  }

  private static String line(Difference difference, DriftPolicy policy, Behaviour behaviour) {
    return "| `%s` | %s | `%s` | `%s` | `%s` | %s | %s |\n"
        .formatted(
            difference.id,
            difference.text,
            difference.key,
            policy.text(),
            behaviour.outcome.name().toLowerCase(Locale.ROOT),
            behaviour.code == null ? "" : "`" + behaviour.code + "`",
            behaviour.text);
  }
}
