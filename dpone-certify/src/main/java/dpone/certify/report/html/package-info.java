/** The matrix as one page of HTML that needs nothing but itself. */
@NullMarked
package dpone.certify.report.html;

import org.jspecify.annotations.NullMarked;
