/** The commands, one class each. */
@NullMarked
package dpone.cli.command;

import org.jspecify.annotations.NullMarked;
