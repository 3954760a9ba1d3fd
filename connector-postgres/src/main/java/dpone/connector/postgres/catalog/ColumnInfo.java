package dpone.connector.postgres.catalog;

import dpone.connector.postgres.type.PgType;

/**
 * A column.
 *
 * @param name as the catalogue spells it
 * @param type its type
 * @param notNull whether it refuses nulls
 * @param generated whether the server computes it from other columns
 * @param identityAlways whether it is an identity that refuses plain inserts
 * @param hasDefault whether it fills itself
 */
public record ColumnInfo(
    String name,
    PgType type,
    boolean notNull,
    boolean generated,
    boolean identityAlways,
    boolean hasDefault) {}
