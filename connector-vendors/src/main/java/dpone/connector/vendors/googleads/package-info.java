/** Google Ads: reports and queries by the API's stream of rows over gRPC. */
@NullMarked
package dpone.connector.vendors.googleads;

import org.jspecify.annotations.NullMarked;
