/** What certification needs to try the PostgreSQL connector on a real server. */
@NullMarked
package dpone.certification.postgres;

import org.jspecify.annotations.NullMarked;
