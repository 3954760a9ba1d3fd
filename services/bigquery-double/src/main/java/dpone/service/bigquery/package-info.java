/** A double of BigQuery for tests and development, in a process of its own. */
@NullMarked
package dpone.service.bigquery;

import org.jspecify.annotations.NullMarked;
