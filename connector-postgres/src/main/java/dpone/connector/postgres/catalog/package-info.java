/** What the system catalogues say about tables and types. */
@NullMarked
package dpone.connector.postgres.catalog;

import org.jspecify.annotations.NullMarked;
