/** A real schema registry for development and tests, in a process of its own. */
@NullMarked
package dpone.service.schemaregistry;

import org.jspecify.annotations.NullMarked;
