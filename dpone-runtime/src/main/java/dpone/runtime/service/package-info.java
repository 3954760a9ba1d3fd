/** Development and test services: each a process of its own, never on the application's path. */
@NullMarked
package dpone.runtime.service;

import org.jspecify.annotations.NullMarked;
