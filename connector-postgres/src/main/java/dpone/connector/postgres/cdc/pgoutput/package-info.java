/** The messages of the server's logical decoding plugin pgoutput; pure functions of bytes. */
@NullMarked
package dpone.connector.postgres.cdc.pgoutput;

import org.jspecify.annotations.NullMarked;
