/** Plans, streams, connectors and states as JSON for machines. */
@NullMarked
package dpone.cli.document;

import org.jspecify.annotations.NullMarked;
