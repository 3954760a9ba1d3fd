/** What vendors share whose streams are plain data: their options, their API, their types. */
@NullMarked
package dpone.connector.vendors.plain;

import org.jspecify.annotations.NullMarked;
