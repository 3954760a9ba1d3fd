/** Values of every logical type in JSON, written and read without any connector. */
@NullMarked
package dpone.certify.kit.json;

import org.jspecify.annotations.NullMarked;
