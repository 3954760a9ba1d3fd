/** What has to be proven and which connectors there are, as data. */
@NullMarked
package dpone.certify.catalogue;

import org.jspecify.annotations.NullMarked;
