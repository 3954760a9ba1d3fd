/** What a release demands, how old evidence may be, whose signatures count, and what is waived. */
@NullMarked
package dpone.certify.policy;

import org.jspecify.annotations.NullMarked;
