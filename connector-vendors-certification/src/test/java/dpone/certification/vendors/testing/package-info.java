/** Opens connectors of vendors on their doubles and reads them as the runtime does. */
@NullMarked
package dpone.certification.vendors.testing;

import org.jspecify.annotations.NullMarked;
