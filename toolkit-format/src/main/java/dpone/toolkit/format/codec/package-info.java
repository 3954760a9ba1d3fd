/** Records in and out of columns: decoders, what a record is refused for, bytes being written. */
@NullMarked
package dpone.toolkit.format.codec;

import org.jspecify.annotations.NullMarked;
