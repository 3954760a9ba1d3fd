/** What can be said of this connector without a cluster. */
@NullMarked
package dpone.connector.kafka.offline;

import org.jspecify.annotations.NullMarked;
