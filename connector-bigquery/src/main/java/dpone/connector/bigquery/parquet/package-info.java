/**
 * Files of Parquet, written straight from columns: pages, row groups, footer; no object per row.
 */
@NullMarked
package dpone.connector.bigquery.parquet;

import org.jspecify.annotations.NullMarked;
