/** Manifests: closed-schema YAML to records, with a line and a column in every complaint. */
@NullMarked
package dpone.runtime.manifest;

import org.jspecify.annotations.NullMarked;
