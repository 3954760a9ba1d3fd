package dpone.connector.mssql.catalog;

import dpone.connector.mssql.type.MsType;
import org.jspecify.annotations.Nullable;

/**
 * A column.
 *
 * @param name as the catalogue spells it
 * @param type its system type
 * @param nullable whether a null may stand in it
 * @param identity whether the server numbers it
 * @param computed whether the server computes it or generates its values
 * @param defaulted whether a row may leave it out
 * @param collation of text; else null
 */
public record ColumnInfo(
    String name,
    MsType type,
    boolean nullable,
    boolean identity,
    boolean computed,
    boolean defaulted,
    @Nullable String collation) {}
