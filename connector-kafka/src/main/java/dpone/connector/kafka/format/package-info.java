/** Formats of record keys and values: their options, and a format for given ones. */
@NullMarked
package dpone.connector.kafka.format;

import org.jspecify.annotations.NullMarked;
