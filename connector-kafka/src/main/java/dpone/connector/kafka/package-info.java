/** Apache Kafka as a source of bounded reads, a transactional sink and a state store. */
@NullMarked
package dpone.connector.kafka;

import org.jspecify.annotations.NullMarked;
