package dpone.reference;

/** Which rows a split has. */
record Plan(String cursor, Mark from, boolean seenToo, int part, int parts, long to) {
  /** Stands for the order that the rows of a log have. */
  static final String LINES = "#";

  static Plan parse(String json) {
    String[] f = json.substring(2, json.length() - 2).split("\\|", -1);
    return new Plan(
        f[0].isEmpty() ? null : f[0],
        Mark.parse("[\"" + f[1] + "\"]"),
        Boolean.parseBoolean(f[2]),
        Integer.parseInt(f[3]),
        Integer.parseInt(f[4]),
        Long.parseLong(f[5]));
  }

  String json() {
    String mark = from.json();
    return "[\""
        + (cursor == null ? "" : cursor)
        + "|"
        + mark.substring(2, mark.length() - 2)
        + "|"
        + seenToo
        + "|"
        + part
        + "|"
        + parts
        + "|"
        + to
        + "\"]";
  }

  boolean ofLog() {
    return LINES.equals(cursor);
  }

  /** Whether a line of a log is among those that are to be read; they are counted from 1. */
  boolean wantsLine(long line, boolean skipsFirst) {
    long first = from.equals(Mark.START) ? 1 : from.cursor() + (skipsFirst ? 2 : 1);
    return line >= first && line <= to;
  }

  boolean wants(long value, String key, boolean strictly) {
    if (value != from.cursor()) {
      return value > from.cursor();
    }
    return !strictly && (seenToo || !from.keys().contains(key));
  }
}
