/** Makes the project of a new connector out of one that is part of this program. */
@NullMarked
package dpone.cli.scaffold;

import org.jspecify.annotations.NullMarked;
