/** What all vendors share: a provider made of data. */
@NullMarked
package dpone.connector.vendors.common;

import org.jspecify.annotations.NullMarked;
