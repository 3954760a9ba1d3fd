/** Records that cannot be rows, set aside in a topic with the reason beside each. */
@NullMarked
package dpone.connector.kafka.deadletter;

import org.jspecify.annotations.NullMarked;
