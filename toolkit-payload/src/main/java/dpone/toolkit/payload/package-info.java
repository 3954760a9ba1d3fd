/** What connectors write into the payloads of positions, splits, stages and receipts, as JSON. */
@NullMarked
package dpone.toolkit.payload;

import org.jspecify.annotations.NullMarked;
