/** FastTrack: reports of the dashboard as CSV, and records of Flex. */
@NullMarked
package dpone.connector.vendors.fasttrack;

import org.jspecify.annotations.NullMarked;
