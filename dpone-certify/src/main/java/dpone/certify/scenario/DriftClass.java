package dpone.certify.scenario;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Ways in which the schemas of source and target differ, by the names that pages use. */
enum DriftClass {
  /** There is no target. */
  NO_TABLE("tables"),
  /** A column is at the source only. */
  NEW_COLUMN("columns"),
  /** A column is at the target only. */
  GONE_COLUMN("columns"),
  /** A column is at the target only, which takes no null and has no default. */
  GONE_REQUIRED_COLUMN("columns"),
  /** A column has another name at the source. */
  RENAMED_COLUMN("columns"),
  /** The target's type holds all that the source's does. */
  NARROWER_TYPE("data_types"),
  /** The source's type holds all that the target's does, and more. */
  WIDER_TYPE("data_types"),
  /** Neither type holds what the other does. */
  OTHER_TYPE("data_types"),
  /** The source has nulls where the target takes none. */
  NULLABLE("data_types"),
  /** The source has no nulls where the target takes them. */
  NEVER_NULL("data_types");

  private static final List<DriftClass> HELD =
      List.of(GONE_COLUMN, GONE_REQUIRED_COLUMN, NARROWER_TYPE, NEVER_NULL);

  private final String key;

  DriftClass(String key) {
    this.key = key;
  }

  /** The name on a page. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The key of {@code sink.schema_evolution} that decides. */
  String key() {
    return key;
  }

  /** Whether a target that stays as it is holds every value of the source. */
  boolean held() {
    return HELD.contains(this);
  }

  static Optional<DriftClass> of(String text) {
    return Arrays.stream(values()).filter(drift -> drift.text().equals(text)).findFirst();
  }
}
