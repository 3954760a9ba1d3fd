/** Payloads of positions, splits, stages and receipts as JSON, and rejected rows as text. */
@NullMarked
package dpone.toolkit.payload;

import org.jspecify.annotations.NullMarked;
