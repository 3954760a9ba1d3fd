/** State on a compacted topic, one transactional writer a key. */
@NullMarked
package dpone.connector.kafka.state;

import org.jspecify.annotations.NullMarked;
