/** What was tried, on which bytes, with which result. */
@NullMarked
package dpone.certify.evidence;

import org.jspecify.annotations.NullMarked;
