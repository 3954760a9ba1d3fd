/** Plans, stages, checks and publishes loads. */
@NullMarked
package dpone.connector.bigquery.sink;

import org.jspecify.annotations.NullMarked;
