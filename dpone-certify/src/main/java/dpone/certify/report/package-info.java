/** The matrix, in the forms that people and machines read. */
@NullMarked
package dpone.certify.report;

import org.jspecify.annotations.NullMarked;
