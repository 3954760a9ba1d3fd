/** A double of a system that is reached by HTTP, whose every answer a fixture decides. */
@NullMarked
package dpone.certify.kit.http;

import org.jspecify.annotations.NullMarked;
