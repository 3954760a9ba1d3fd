/** Binary COPY: framing, and codecs between its cells and columns. */
@NullMarked
package dpone.connector.postgres.copy;

import org.jspecify.annotations.NullMarked;
