/** Google Sheets: tabs and ranges by the values API, and published tabs as CSV. */
@NullMarked
package dpone.connector.vendors.googlesheets;

import org.jspecify.annotations.NullMarked;
