/** Columns found in samples of records. */
@NullMarked
package dpone.toolkit.format.infer;

import org.jspecify.annotations.NullMarked;
