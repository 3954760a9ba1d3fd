/** Writing: plan, stage, prepare, one commit. */
@NullMarked
package dpone.spi.sink;

import org.jspecify.annotations.NullMarked;
