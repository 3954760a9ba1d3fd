/** What a service process needs whatever it runs: the protocol, its folder, its child process. */
@NullMarked
package dpone.service.support;

import org.jspecify.annotations.NullMarked;
