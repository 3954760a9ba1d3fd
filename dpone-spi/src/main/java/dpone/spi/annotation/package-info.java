/** Stability of a type and the numbered rules it promises, both as data. */
@NullMarked
package dpone.spi.annotation;

import org.jspecify.annotations.NullMarked;
