package dpone.connector.clickhouse.codec;

/**
 * How cells of one logical type become those of one of the server's types.
 *
 * @param encoder writes them
 * @param sent type under which they are sent; another than the column's where the server itself
 *     makes the one out of the other without losing anything, as for {@code LowCardinality}
 * @param fit how the column's type takes what arrives
 * @param takesNull whether a null can be written
 */
record Encoding(CellEncoder encoder, String sent, Fit fit, boolean takesNull) {
  Encoding sentAs(String type) {
    return new Encoding(encoder, type, fit, takesNull);
  }

  Encoding as(Fit other) {
    return new Encoding(encoder, sent, other, takesNull);
  }
}
