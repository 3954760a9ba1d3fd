/** Evidence of many runs in a chain that only grows: what was changed in it is found. */
@NullMarked
package dpone.certify.ledger;

import org.jspecify.annotations.NullMarked;
