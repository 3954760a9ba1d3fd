/** Every code of the engine with its category, its meaning and what to do about it. */
@NullMarked
package dpone.toolkit.http.error;

import org.jspecify.annotations.NullMarked;
