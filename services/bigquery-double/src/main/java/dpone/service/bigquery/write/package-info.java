/**
 * The Storage Write API of the double: pending streams over gRPC, whose rows come into the same
 * tables. Nothing of it is shared with the connector.
 */
@NullMarked
package dpone.service.bigquery.write;

import org.jspecify.annotations.NullMarked;
