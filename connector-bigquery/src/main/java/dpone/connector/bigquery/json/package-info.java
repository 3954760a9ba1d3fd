/** Payloads and requests as JSON trees, by name and never by reflection. */
@NullMarked
package dpone.connector.bigquery.json;

import org.jspecify.annotations.NullMarked;
