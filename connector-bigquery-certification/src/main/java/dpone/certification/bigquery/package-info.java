/** What certification needs to try the BigQuery connector. */
@NullMarked
package dpone.certification.bigquery;

import org.jspecify.annotations.NullMarked;
