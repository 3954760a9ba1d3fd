/**
 * The parts of BigQuery's REST interface that the double knows; whatever else it is asked is an
 * error.
 */
@NullMarked
package dpone.service.bigquery.rest;

import org.jspecify.annotations.NullMarked;
