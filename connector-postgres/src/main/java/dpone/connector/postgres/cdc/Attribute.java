package dpone.connector.postgres.cdc;

/**
 * A column by what never changes about it, its number.
 *
 * @param number attribute number
 * @param name its name
 * @param type object id of its type, 0 if it was dropped
 * @param modifier the type's modifier
 * @param dropped whether it is gone
 * @param generated whether the server computes it, so that it need not be sent
 */
record Attribute(
    int number, String name, long type, int modifier, boolean dropped, boolean generated) {}
