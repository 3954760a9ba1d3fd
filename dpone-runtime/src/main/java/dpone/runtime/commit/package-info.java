/** The commit protocol of a scope: lease, fence, recovery, intent, commit, state, acknowledge. */
@NullMarked
package dpone.runtime.commit;

import org.jspecify.annotations.NullMarked;
