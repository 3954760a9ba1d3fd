/** What the connector builds and declares without a network. */
@NullMarked
package dpone.connector.postgres.offline;

import org.jspecify.annotations.NullMarked;
