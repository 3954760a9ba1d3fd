/** The compacted topic in which loads into topics are on record, one record a scope. */
@NullMarked
package dpone.connector.kafka.ledger;

import org.jspecify.annotations.NullMarked;
