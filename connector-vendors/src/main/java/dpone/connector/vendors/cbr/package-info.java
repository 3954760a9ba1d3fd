/** Official exchange rates of the Bank of Russia. */
@NullMarked
package dpone.connector.vendors.cbr;

import org.jspecify.annotations.NullMarked;
