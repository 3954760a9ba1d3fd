/** Ed25519 signatures over in-toto Statements and over the head of a ledger, in DSSE form. */
@NullMarked
package dpone.certify.sign;

import org.jspecify.annotations.NullMarked;
