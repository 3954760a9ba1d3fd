/** What comes before records are looked for: archives and charsets of a body, and its errors. */
@NullMarked
package dpone.toolkit.format.input;

import org.jspecify.annotations.NullMarked;
