/** Packets, tokens, types and values of TDS 7.1 to 7.4, as MS-TDS has them. */
@NullMarked
package dpone.service.tds.wire;

import org.jspecify.annotations.NullMarked;
