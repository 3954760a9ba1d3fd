/** One call of an HTTP API and its answer: sent, bounded in time, classified, tried again. */
@NullMarked
package dpone.toolkit.http.exchange;

import org.jspecify.annotations.NullMarked;
