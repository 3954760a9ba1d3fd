package acme.connector;

/**
 * Which rows a split has: every n-th, of those that the cursor wants.
 *
 * @param cursor the cursor's column; empty for a full read
 * @param from where the last read ended
 * @param again whether rows at that place are wanted again
 * @param part which of the parts
 * @param parts how many there are
 */
record Slice(String cursor, Mark from, boolean again, int part, int parts) {
  static Slice parse(String json) {
    String[] f = json.substring(2, json.length() - 2).split("\\|", -1);
    return new Slice(
        f[0],
        Mark.parse("[\"" + f[1] + "\"]"),
        Boolean.parseBoolean(f[2]),
        Integer.parseInt(f[3]),
        Integer.parseInt(f[4]));
  }

  String json() {
    String mark = from.json();
    String inner = mark.substring(2, mark.length() - 2);
    return "[\"" + cursor + "|" + inner + "|" + again + "|" + part + "|" + parts + "\"]";
  }

  boolean full() {
    return cursor.isEmpty();
  }

  /** The lower bound is inclusive: rows that tie with it come once, told apart by their keys. */
  boolean wants(long value, String key) {
    return value > from.cursor() || value == from.cursor() && (again || !from.keys().contains(key));
  }
}
