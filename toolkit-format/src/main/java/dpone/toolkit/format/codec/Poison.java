package dpone.toolkit.format.codec;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;

/**
 * Why one record cannot be a row, or one row not a record.
 *
 * @param code which rule it breaks
 * @param field path of the field, such as {@code address.zip}; empty when it is the whole value
 * @param value the offending value, cut to {@link #LONGEST} characters; empty when there is none
 * @param reason one sentence without a final stop
 */
public record Poison(PoisonCode code, String field, String value, String reason) {
  /** Characters of a value that are shown. */
  public static final int LONGEST = 100;

  /** Cuts a long value. */
  public Poison {
    value = value.length() > LONGEST ? value.substring(0, LONGEST) + "..." : value;
  }

  /** What happened, with the value. */
  public String message() {
    return value.isEmpty() ? reason : reason + ": " + value;
  }

  /**
   * The failure of a run that does not tolerate poison.
   *
   * @param stream what is read or written
   * @param rowKey where the record is in it, or the key of the row
   */
  public DponeException toException(String stream, String rowKey) {
    Place place = field.isEmpty() ? Place.stream(stream) : Place.field(stream, field);
    return code.error(message()).at(place.row(rowKey)).build();
  }
}
