/** Clients of a cluster, what its topics are like, and what its errors mean. */
@NullMarked
package dpone.connector.kafka.cluster;

import org.jspecify.annotations.NullMarked;
