/** What a format of record keys and values offers: columns, decoders, encoders. */
@NullMarked
package dpone.connector.kafka.format.codec;

import org.jspecify.annotations.NullMarked;
