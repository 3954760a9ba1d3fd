package dpone.certification.rest;

/**
 * A record of the double.
 *
 * @param json as it is served
 * @param key that identifies it and grows
 * @param moment of its last change
 */
record Item(String json, long key, long moment) {}
