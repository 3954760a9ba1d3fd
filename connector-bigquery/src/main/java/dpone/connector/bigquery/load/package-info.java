/** Rows into a stage: one upload and one load job for each try of a split. */
@NullMarked
package dpone.connector.bigquery.load;

import org.jspecify.annotations.NullMarked;
