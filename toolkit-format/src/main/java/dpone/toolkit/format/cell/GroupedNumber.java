package dpone.toolkit.format.cell;

import dpone.spi.batch.Column;
import dpone.toolkit.format.codec.ByteOutput;

/**
 * Numbers written for people: digits in groups of three, a comma or a point before the fraction.
 * Groups are between points, commas or spaces, and only whole ones are taken, so that a number of
 * the other form is refused and never a thousand times too large.
 */
final class GroupedNumber implements TextCell {
  private final TextCell number;
  private final int fraction;
  private final int group;
  private final String type;
  private final ByteOutput plain = new ByteOutput(32);
  private int at;

  GroupedNumber(TextCell number, NumberForm form, String type) {
    this.number = number;
    this.fraction = form == NumberForm.COMMA ? ',' : '.';
    this.group = form == NumberForm.COMMA ? '.' : ',';
    this.type = type;
  }

  @Override
  public void append(byte[] data, int from, int to, Column column) {
    plain.truncate(0);
    at = from;
    if (at < to && (data[at] == '-' || data[at] == '+')) {
      if (data[at] == '-') {
        plain.write('-');
      }
      at++;
    }
    int digits = digits(data, to);
    int first = digits;
    int separator = separator(data, to);
    while (separator != 0) {
      int before = at;
      digits = digits(data, to);
      int next = separator(data, to);
      // One kind of separator throughout: 1.234 567 is no number.
      if (digits != 3 || first > 3 || first == 0 || (next != 0 && next != separator)) {
        at = before;
        throw Refusal.notA(type, data, from, to);
      }
      separator = next;
    }
    if (at < to && data[at] == fraction) {
      plain.write('.');
      at++;
      digits = digits(data, to);
      first = first == 0 ? digits : first;
    }
    if (at < to || digits == 0 || first == 0) {
      throw Refusal.notA(type, data, from, to);
    }
    number.append(plain.array(), 0, plain.length(), column);
  }

  private int digits(byte[] data, int to) {
    int start = at;
    while (at < to && data[at] >= '0' && data[at] <= '9') {
      plain.write(data[at++]);
    }
    return at - start;
  }

  /** Steps over what stands between groups; 0 when nothing does. */
  private int separator(byte[] data, int to) {
    if (at == to) {
      return 0;
    }
    int b = data[at];
    if (b == group || b == ' ' || b == '\'') {
      at++;
      return b;
    }
    if (at + 1 < to && b == (byte) 0xC2 && data[at + 1] == (byte) 0xA0) {
      at += 2;
      return ' ';
    }
    if (at + 2 < to
        && b == (byte) 0xE2
        && data[at + 1] == (byte) 0x80
        && (data[at + 2] == (byte) 0xAF || data[at + 2] == (byte) 0x89)) {
      at += 3;
      return ' ';
    }
    return 0;
  }
}
