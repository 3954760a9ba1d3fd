package dpone.service.tds.wire;

/**
 * A value of {@code sql_variant}.
 *
 * @param type what it is
 * @param value as {@link Kind} says for its type
 */
public record Variant(SqlType type, Object value) {}
