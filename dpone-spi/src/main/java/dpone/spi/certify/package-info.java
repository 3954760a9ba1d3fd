/** What a connector declares so that its level can be proven. */
@NullMarked
package dpone.spi.certify;

import org.jspecify.annotations.NullMarked;
