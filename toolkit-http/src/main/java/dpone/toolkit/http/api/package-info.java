/** What an API is, as data that a connector gives to the engine. */
@NullMarked
package dpone.toolkit.http.api;

import org.jspecify.annotations.NullMarked;
