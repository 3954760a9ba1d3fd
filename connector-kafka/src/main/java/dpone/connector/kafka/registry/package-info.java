/** Client of a schema registry with the Confluent-compatible API. */
@NullMarked
package dpone.connector.kafka.registry;

import org.jspecify.annotations.NullMarked;
