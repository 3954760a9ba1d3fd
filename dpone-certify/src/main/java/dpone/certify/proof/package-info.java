/** Proofs of single checks, bound to the catalogue by id. */
@NullMarked
package dpone.certify.proof;

import org.jspecify.annotations.NullMarked;
