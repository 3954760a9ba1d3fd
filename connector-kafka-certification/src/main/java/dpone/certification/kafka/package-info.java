/** What certification needs to try the Kafka connector, by clients that share no code with it. */
@NullMarked
package dpone.certification.kafka;

import org.jspecify.annotations.NullMarked;
