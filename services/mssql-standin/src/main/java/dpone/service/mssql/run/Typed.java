package dpone.service.mssql.run;

import dpone.service.mssql.value.Convert;
import dpone.service.tds.wire.SqlType;
import org.jspecify.annotations.Nullable;

/**
 * An expression that is ready to be reckoned.
 *
 * @param type of its values
 * @param binary whether its text is compared by code units
 * @param nullable whether it may be null
 * @param eval reckons it
 */
record Typed(SqlType type, boolean binary, boolean nullable, Eval eval) {
  /** Reckons a value. */
  @FunctionalInterface
  interface Eval {
    @Nullable Object at(Frame frame);
  }

  /** A condition: null where it is unknown. */
  @FunctionalInterface
  interface Condition {
    @Nullable Boolean at(Frame frame);

    default boolean holds(Frame frame) {
      return Boolean.TRUE.equals(at(frame));
    }
  }

  static Typed of(SqlType type, Eval eval) {
    return new Typed(type, false, true, eval);
  }

  @Nullable Object at(Frame frame) {
    return eval.at(frame);
  }

  /** The same in another type. */
  Typed as(SqlType other) {
    return type.equals(other)
        ? this
        : new Typed(other, binary, nullable, frame -> Convert.cast(eval.at(frame), type, other, 0));
  }
}
