/**
 * Where the cluster is and how to talk to it: options, client properties, TLS, SASL,
 * administration.
 */
@NullMarked
package dpone.connector.kafka.connect;

import org.jspecify.annotations.NullMarked;
