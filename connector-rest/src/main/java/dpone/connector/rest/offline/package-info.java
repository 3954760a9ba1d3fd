/** What can be said of this connector without a network. */
@NullMarked
package dpone.connector.rest.offline;

import org.jspecify.annotations.NullMarked;
