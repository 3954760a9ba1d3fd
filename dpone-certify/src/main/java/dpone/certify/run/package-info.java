/** One run: finds connectors, tries every check of the profile, leaves evidence. */
@NullMarked
package dpone.certify.run;

import org.jspecify.annotations.NullMarked;
