/** Runs of a pipeline in processes of their own, which die where a trial wants them to. */
@NullMarked
package dpone.certify.child;

import org.jspecify.annotations.NullMarked;
