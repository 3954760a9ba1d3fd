/** What a connector's author gives so that the connector can be tried on its own system. */
@NullMarked
package dpone.certify.kit;

import org.jspecify.annotations.NullMarked;
