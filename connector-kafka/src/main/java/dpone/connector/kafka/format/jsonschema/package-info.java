/** JSON held to a JSON Schema of a registry. */
@NullMarked
package dpone.connector.kafka.format.jsonschema;

import org.jspecify.annotations.NullMarked;
