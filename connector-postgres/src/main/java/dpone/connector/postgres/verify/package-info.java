/** Fingerprints computed inside the server. */
@NullMarked
package dpone.connector.postgres.verify;

import org.jspecify.annotations.NullMarked;
