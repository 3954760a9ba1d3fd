/** Any HTTP API as a source, as its manifest describes it. */
@NullMarked
package dpone.connector.rest;

import org.jspecify.annotations.NullMarked;
