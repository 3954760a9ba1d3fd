/** Tries the connectors of vendors against doubles that answer as the vendors' pages say. */
@NullMarked
package dpone.certification.vendors;

import org.jspecify.annotations.NullMarked;
