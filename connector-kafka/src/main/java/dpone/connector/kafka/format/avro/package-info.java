/** Avro straight from bytes into cells and back, by plans compiled from the writer's schema. */
@NullMarked
package dpone.connector.kafka.format.avro;

import org.jspecify.annotations.NullMarked;
