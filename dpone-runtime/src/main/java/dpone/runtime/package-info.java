/** Running pipelines from a Java program: start at {@link dpone.runtime.Dpone}. */
@NullMarked
package dpone.runtime;

import org.jspecify.annotations.NullMarked;
