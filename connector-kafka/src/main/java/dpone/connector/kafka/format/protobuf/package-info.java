/** Protocol Buffers straight from bytes into cells and back, by the .proto texts of a registry. */
@NullMarked
package dpone.connector.kafka.format.protobuf;

import org.jspecify.annotations.NullMarked;
