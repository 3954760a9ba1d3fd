/** A network between a connector and its system that can be broken, silent or slow. */
@NullMarked
package dpone.certify.network;

import org.jspecify.annotations.NullMarked;
