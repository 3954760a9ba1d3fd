/** Lines of CSV (RFC 4180) into cells. */
@NullMarked
package dpone.toolkit.format.csv;

import org.jspecify.annotations.NullMarked;
