/**
 * How each load mode turns a stage into the target: one file a mode, one file a way of doing it.
 */
@NullMarked
package dpone.connector.postgres.publish;

import org.jspecify.annotations.NullMarked;
