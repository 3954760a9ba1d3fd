/** Traffic and keywords of websites as Similarweb estimates them. */
@NullMarked
package dpone.connector.vendors.similarweb;

import org.jspecify.annotations.NullMarked;
