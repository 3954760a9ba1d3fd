/** AppsFlyer's Pull API: raw data reports and aggregate reports as CSV. */
@NullMarked
package dpone.connector.vendors.appsflyer;

import org.jspecify.annotations.NullMarked;
