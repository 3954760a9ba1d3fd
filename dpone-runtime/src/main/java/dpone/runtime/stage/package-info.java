/** Moving splits from readers to the stage, and counting them at both ends. */
@NullMarked
package dpone.runtime.stage;

import org.jspecify.annotations.NullMarked;
