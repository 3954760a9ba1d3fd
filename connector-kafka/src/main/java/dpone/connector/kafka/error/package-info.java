/** Every code of this connector with its remedy, and what leads to it. */
@NullMarked
package dpone.connector.kafka.error;

import org.jspecify.annotations.NullMarked;
