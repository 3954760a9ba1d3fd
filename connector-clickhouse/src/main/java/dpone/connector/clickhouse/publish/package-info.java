/** The ways in which a stage becomes the target, one file a way, as statements. */
@NullMarked
package dpone.connector.clickhouse.publish;

import org.jspecify.annotations.NullMarked;
