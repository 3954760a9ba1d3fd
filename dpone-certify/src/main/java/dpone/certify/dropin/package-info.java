/**
 * Connectors that bring their own certification: a file beside the jar, and a fixture made of it.
 */
@NullMarked
package dpone.certify.dropin;

import org.jspecify.annotations.NullMarked;
