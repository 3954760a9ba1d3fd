/** Who calls: keys, passwords, tokens and their renewal. */
@NullMarked
package dpone.toolkit.http.login;

import org.jspecify.annotations.NullMarked;
