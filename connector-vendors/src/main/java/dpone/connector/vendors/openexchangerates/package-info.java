/** Exchange rates of Open Exchange Rates. */
@NullMarked
package dpone.connector.vendors.openexchangerates;

import org.jspecify.annotations.NullMarked;
