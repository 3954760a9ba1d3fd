/** Runs a real PostgreSQL for development and tests, driven by lines of JSON on standard input. */
@NullMarked
package dpone.service.postgres;

import org.jspecify.annotations.NullMarked;
