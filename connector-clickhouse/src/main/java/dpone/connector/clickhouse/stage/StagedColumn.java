package dpone.connector.clickhouse.stage;

/**
 * A column as a writer knows it.
 *
 * @param name at both ends
 * @param type the server's spelling; empty if the column is left out
 * @param absent whether a value in a column that is left out makes its row unfit
 */
public record StagedColumn(String name, String type, boolean absent) {}
