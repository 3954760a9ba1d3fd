/** Topics as streams: bounds, splits, positions, readers. */
@NullMarked
package dpone.connector.kafka.source;

import org.jspecify.annotations.NullMarked;
