/** One root exception with a category, a stable code, a place and a remedy. */
@NullMarked
package dpone.spi.error;

import org.jspecify.annotations.NullMarked;
