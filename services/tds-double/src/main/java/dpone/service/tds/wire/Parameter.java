package dpone.service.tds.wire;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a call.
 *
 * @param name name, or empty
 * @param type type
 * @param output whether the caller wants its value back
 * @param value value
 */
public record Parameter(String name, SqlType type, boolean output, @Nullable Object value) {}
