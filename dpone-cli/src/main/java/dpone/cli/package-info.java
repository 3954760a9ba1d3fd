/** The command line of dpone: start at {@link dpone.cli.Main}. */
@NullMarked
package dpone.cli;

import org.jspecify.annotations.NullMarked;
