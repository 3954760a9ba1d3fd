package dpone.reference;

/** Which rows a read of pages delivers: those after a mark, so many at most. */
record PagesPlan(Mark from, boolean seenToo, long rows, long bound, long most, long back) {
  static PagesPlan parse(String json) {
    String[] f = json.substring(2, json.length() - 2).split("\\|", -1);
    return new PagesPlan(
        Mark.parse("[\"" + f[0] + "\"]"),
        Boolean.parseBoolean(f[1]),
        Long.parseLong(f[2]),
        Long.parseLong(f[3]),
        Long.parseLong(f[4]),
        Long.parseLong(f[5]));
  }

  String json() {
    String mark = from.json();
    return "[\""
        + mark.substring(2, mark.length() - 2)
        + "|"
        + seenToo
        + "|"
        + rows
        + "|"
        + bound
        + "|"
        + most
        + "|"
        + back
        + "\"]";
  }

  long first() {
    return from.equals(Mark.START) ? Long.MIN_VALUE : from.cursor() - back;
  }

  boolean wants(long value, String key) {
    return value != from.cursor() || seenToo || !from.keys().contains(key);
  }
}
