/** Where output goes, what errors look like, and which exit code follows from them. */
@NullMarked
package dpone.cli.output;

import org.jspecify.annotations.NullMarked;
