/** JSON straight from bytes into cells and back, without a tree and without text objects. */
@NullMarked
package dpone.connector.kafka.format.json;

import org.jspecify.annotations.NullMarked;
