/** Options as data: validation, JSON Schema and documentation come from one definition. */
@NullMarked
package dpone.spi.option;

import org.jspecify.annotations.NullMarked;
