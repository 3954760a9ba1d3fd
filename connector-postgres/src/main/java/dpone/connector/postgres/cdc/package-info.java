/** Change capture by logical replication: slots, publications, snapshot, changes. */
@NullMarked
package dpone.connector.postgres.cdc;

import org.jspecify.annotations.NullMarked;
