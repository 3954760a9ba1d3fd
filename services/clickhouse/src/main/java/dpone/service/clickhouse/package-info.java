/**
 * Runs a real ClickHouse engine for development and tests, driven by lines of JSON on standard
 * input.
 */
@NullMarked
package dpone.service.clickhouse;

import org.jspecify.annotations.NullMarked;
