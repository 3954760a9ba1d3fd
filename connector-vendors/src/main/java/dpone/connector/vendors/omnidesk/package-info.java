/** Cases, messages and people of the help desk Omnidesk. */
@NullMarked
package dpone.connector.vendors.omnidesk;

import org.jspecify.annotations.NullMarked;
