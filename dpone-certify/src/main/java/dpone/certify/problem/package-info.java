/** What stops a command, with the exit code that each kind of it has. */
@NullMarked
package dpone.certify.problem;

import org.jspecify.annotations.NullMarked;
