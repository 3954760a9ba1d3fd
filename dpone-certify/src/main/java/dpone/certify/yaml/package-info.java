/** Reads YAML as a tree with places, so that every complaint names file, line and key. */
@NullMarked
package dpone.certify.yaml;

import org.jspecify.annotations.NullMarked;
