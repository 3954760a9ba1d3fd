/** Plans, progress, receipts and reports as text for people. */
@NullMarked
package dpone.cli.text;

import org.jspecify.annotations.NullMarked;
