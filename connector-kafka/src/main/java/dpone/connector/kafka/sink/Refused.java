package dpone.connector.kafka.sink;

import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.toolkit.format.codec.Poison;

/**
 * Why one row cannot become a record.
 *
 * @param error says what is wrong, without the place
 * @param field column at fault; empty if it is the row as a whole
 */
record Refused(DponeException error, String field) {
  static Refused of(KafkaCode code, String field, String message) {
    return new Refused(code.error(message).build(), field);
  }

  static Refused of(Poison poison) {
    return new Refused(poison.code().error(poison.message()).build(), poison.field());
  }

  DponeException at(String stream, String rowKey) {
    Place place = field.isEmpty() ? Place.stream(stream) : Place.field(stream, field);
    return error.at(rowKey.isEmpty() ? place : place.row(rowKey));
  }
}
