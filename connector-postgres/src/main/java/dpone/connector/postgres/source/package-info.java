/** Reading: consistent view, splits, cursors. */
@NullMarked
package dpone.connector.postgres.source;

import org.jspecify.annotations.NullMarked;
