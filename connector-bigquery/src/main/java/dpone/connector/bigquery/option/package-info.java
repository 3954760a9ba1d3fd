/** The options of a manifest, as data and as checked values. */
@NullMarked
package dpone.connector.bigquery.option;

import org.jspecify.annotations.NullMarked;
