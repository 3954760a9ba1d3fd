/** Rows into a stage by lanes: files of load jobs, objects of a bucket, pending streams. */
@NullMarked
package dpone.connector.bigquery.load;

import org.jspecify.annotations.NullMarked;
