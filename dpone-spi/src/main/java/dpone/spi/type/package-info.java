/** The types that all systems are mapped to. */
@NullMarked
package dpone.spi.type;

import org.jspecify.annotations.NullMarked;
