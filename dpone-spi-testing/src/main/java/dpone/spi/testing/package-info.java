/** A host for connectors and toolkits under test. */
@NullMarked
package dpone.spi.testing;

import org.jspecify.annotations.NullMarked;
