/**
 * The conformance scenarios: pipelines run through the real runtime and read back independently.
 */
@NullMarked
package dpone.certify.scenario;

import org.jspecify.annotations.NullMarked;
