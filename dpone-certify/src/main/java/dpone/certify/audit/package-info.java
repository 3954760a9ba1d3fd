/** Looks at evidence with nothing but the files: is it as it was written, and what follows. */
@NullMarked
package dpone.certify.audit;

import org.jspecify.annotations.NullMarked;
