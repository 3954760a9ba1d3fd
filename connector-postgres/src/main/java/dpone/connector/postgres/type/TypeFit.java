package dpone.connector.postgres.type;

import dpone.spi.sink.Fidelity;
import dpone.spi.type.DataType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How well a column of the target holds what a source's column delivers. */
public final class TypeFit {
  private TypeFit() {}

  /**
   * Judges a pair.
   *
   * @param source logical type at the source
   * @param spelled the source's own type if that is PostgreSQL's, else null
   * @param target type of the target's column
   * @return empty if there is no sensible conversion
   */
  public static Optional<Fidelity> of(DataType source, @Nullable PgType spelled, PgType target) {
    if (spelled != null && sameType(spelled, target)) {
      return Optional.of(Fidelity.EXACT);
    }
    if (source instanceof DataType.Array a
        && spelled != null
        && spelled.element() != null
        && target.element() != null) {
      return of(a.element(), spelled.element(), target.element());
    }
    if (spelled != null && TypeMapper.map(spelled).asText()) {
      // Only its text is known here, and the one type that certainly reads it is the same type.
      return spelled.name().equals(target.name())
          ? Optional.of(Fidelity.LOSSY)
          : plainText(target) ? Optional.of(Fidelity.WIDENING) : Optional.empty();
    }
    TypeMapper.Mapping held = TypeMapper.map(target);
    if (held.asText()) {
      return Optional.empty();
    }
    if (spelled != null && isJsonPair(spelled, target)) {
      return Optional.of(target.name().equals("jsonb") ? Fidelity.LOSSY : Fidelity.WIDENING);
    }
    if (spelled == null && source instanceof DataType.Json && target.name().equals("jsonb")) {
      return Optional.of(Fidelity.LOSSY);
    }
    Optional<Fidelity> fit =
        text(spelled, target, source, held.type()).or(() -> logical(source, held.type()));
    return narrows(target) ? fit.map(f -> Fidelity.LOSSY) : fit;
  }

  /** Whether a type rounds or refuses values in a way that its logical type does not tell. */
  private static boolean narrows(PgType target) {
    boolean modified = target.modifier() >= 0;
    return switch (target.name()) {
      case "interval" -> modified;
      case "numeric" ->
          target.modifier() >= 4
              && (target.numericScale() < 0 || target.numericScale() > target.numericPrecision());
      default -> false;
    };
  }

  private static boolean sameType(PgType a, PgType b) {
    return a.text().equals(b.text())
        || (a.kind() == PgType.Kind.BUILTIN
            && a.name().equals(b.name())
            && a.modifier() == b.modifier());
  }

  private static boolean isJsonPair(PgType a, PgType b) {
    return !a.name().equals(b.name()) && a.name().startsWith("json") && b.name().startsWith("json");
  }

  private static boolean plainText(PgType type) {
    return type.name().equals("text") || (type.name().equals("varchar") && type.modifier() < 0);
  }

  /** Text is where lengths and paddings matter, which the logical type does not carry. */
  private static Optional<Fidelity> text(
      @Nullable PgType spelled, PgType target, DataType source, DataType held) {
    if (!(held instanceof DataType.Text)) {
      return Optional.empty();
    }
    if (plainText(target) || target.name().equals("citext")) {
      return source instanceof DataType.Text
          ? Optional.of(spelled == null ? Fidelity.EXACT : Fidelity.WIDENING)
          : rendersAsText(source) ? Optional.of(Fidelity.WIDENING) : Optional.empty();
    }
    boolean longer =
        spelled != null
            && spelled.name().equals(target.name())
            && spelled.modifier() >= 0
            && target.modifier() >= spelled.modifier()
            && target.name().equals("varchar");
    return longer
        ? Optional.of(Fidelity.WIDENING)
        : source instanceof DataType.Text || source instanceof DataType.Enumeration
            ? Optional.of(Fidelity.LOSSY)
            : Optional.empty();
  }

  private static boolean rendersAsText(DataType type) {
    return switch (type) {
      case DataType.Bool b -> true;
      case DataType.Int i -> true;
      case DataType.UInt64 u -> true;
      case DataType.FloatingPoint f -> true;
      case DataType.Decimal d -> true;
      case DataType.AnyDecimal a -> true;
      case DataType.Date d -> true;
      case DataType.Time t -> true;
      case DataType.Timestamp t -> true;
      case DataType.TimestampTz t -> true;
      case DataType.Interval i -> true;
      case DataType.Uuid u -> true;
      case DataType.Json j -> true;
      case DataType.Enumeration e -> true;
      case DataType.Array a -> rendersAsText(a.element());
      case DataType.Text t -> true;
      case DataType.Bytes b -> false;
      case DataType.Mapping m -> false;
      case DataType.Struct s -> false;
    };
  }

  private static Optional<Fidelity> logical(DataType source, DataType held) {
    if (source.equals(held)) {
      return Optional.of(Fidelity.EXACT);
    }
    return Optional.ofNullable(
        switch (source) {
          case DataType.Int i -> integer(i.bits(), digits(i.bits()), held);
          case DataType.UInt64 u -> integer(65, 20, held);
          case DataType.FloatingPoint f ->
              held instanceof DataType.FloatingPoint g
                  ? g.bits() > f.bits() ? Fidelity.WIDENING : Fidelity.LOSSY
                  : held instanceof DataType.AnyDecimal ? Fidelity.LOSSY : null;
          case DataType.Decimal d -> decimal(d, held);
          case DataType.AnyDecimal a ->
              held instanceof DataType.Decimal || held instanceof DataType.FloatingPoint
                  ? Fidelity.LOSSY
                  : null;
          case DataType.Date d -> held instanceof DataType.Timestamp ? Fidelity.WIDENING : null;
          case DataType.Time t ->
              held instanceof DataType.Time h ? seconds(t.precision(), h.precision()) : null;
          case DataType.Timestamp t ->
              held instanceof DataType.Timestamp h ? seconds(t.precision(), h.precision()) : null;
          case DataType.TimestampTz t ->
              held instanceof DataType.TimestampTz h ? seconds(t.precision(), h.precision()) : null;
          case DataType.Array a ->
              held instanceof DataType.Array h
                  ? logical(a.element(), h.element()).orElse(null)
                  : null;
          case DataType.Enumeration e ->
              held instanceof DataType.Enumeration h
                  ? h.values().containsAll(e.values()) ? Fidelity.WIDENING : Fidelity.LOSSY
                  : held instanceof DataType.Text ? Fidelity.WIDENING : null;
          case DataType.Text t -> held instanceof DataType.Enumeration ? Fidelity.LOSSY : null;
          case DataType.Bool b -> null;
          case DataType.Bytes b -> null;
          case DataType.Interval i -> null;
          case DataType.Uuid u -> null;
          case DataType.Json j -> null;
          case DataType.Mapping m -> null;
          case DataType.Struct s -> null;
        });
  }

  private static int digits(int bits) {
    return switch (bits) {
      case 8 -> 3;
      case 16 -> 5;
      case 32 -> 10;
      default -> 19;
    };
  }

  private static @Nullable Fidelity integer(int bits, int digits, DataType held) {
    if (held instanceof DataType.Int h) {
      return widensIf(h.bits() >= bits);
    }
    if (held instanceof DataType.Decimal h) {
      return widensIf(h.precision() - h.scale() >= digits);
    }
    if (held instanceof DataType.FloatingPoint h) {
      return widensIf(bits < (h.bits() == 32 ? 25 : 54));
    }
    return held instanceof DataType.AnyDecimal ? Fidelity.WIDENING : null;
  }

  private static @Nullable Fidelity decimal(DataType.Decimal source, DataType held) {
    if (held instanceof DataType.Decimal h) {
      return widensIf(
          h.scale() >= source.scale()
              && h.precision() - h.scale() >= source.precision() - source.scale());
    }
    if (held instanceof DataType.Int h) {
      return widensIf(source.scale() == 0 && source.precision() < digits(h.bits()));
    }
    if (held instanceof DataType.FloatingPoint) {
      return Fidelity.LOSSY;
    }
    return held instanceof DataType.AnyDecimal ? Fidelity.WIDENING : null;
  }

  private static Fidelity widensIf(boolean holdsAll) {
    return holdsAll ? Fidelity.WIDENING : Fidelity.LOSSY;
  }

  private static Fidelity seconds(int source, int held) {
    return widensIf(held >= source);
  }
}
