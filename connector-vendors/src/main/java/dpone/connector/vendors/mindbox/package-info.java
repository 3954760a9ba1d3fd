/** Mindbox: what its operations export. */
@NullMarked
package dpone.connector.vendors.mindbox;

import org.jspecify.annotations.NullMarked;
