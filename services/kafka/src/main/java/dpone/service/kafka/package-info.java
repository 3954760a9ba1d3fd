/** A real Kafka broker for development and tests, in a process of its own. */
@NullMarked
package dpone.service.kafka;

import org.jspecify.annotations.NullMarked;
