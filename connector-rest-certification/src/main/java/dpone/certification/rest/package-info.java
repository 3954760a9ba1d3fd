/** An API of the trial's own, and what certification does with it. */
@NullMarked
package dpone.certification.rest;

import org.jspecify.annotations.NullMarked;
