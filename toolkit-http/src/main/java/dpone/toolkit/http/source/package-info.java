/** Streams of an API as a source: slices, splits, positions, readers. */
@NullMarked
package dpone.toolkit.http.source;

import org.jspecify.annotations.NullMarked;
