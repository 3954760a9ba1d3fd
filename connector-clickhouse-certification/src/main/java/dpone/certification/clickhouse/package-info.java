/** Tries the ClickHouse connector on a server, seen through its plain HTTP interface. */
@NullMarked
package dpone.certification.clickhouse;

import org.jspecify.annotations.NullMarked;
