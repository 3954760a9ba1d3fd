package dpone.connector.postgres.keep;

/**
 * One sort of thing that hangs on a table.
 *
 * @param name what it is, for people
 * @param phase when its statements run
 * @param sql a query that answers one statement a row, in order, over the names that {@link Scope}
 *     gives
 */
record Section(String name, Phase phase, String sql) {}
