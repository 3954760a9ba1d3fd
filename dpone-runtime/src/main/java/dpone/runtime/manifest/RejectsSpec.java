package dpone.runtime.manifest;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What happens to rows that cannot be moved.
 *
 * @param file absolute path of the file that takes them, or null
 * @param maxRows how many are allowed before the run fails; 0 fails on the first
 */
public record RejectsSpec(@Nullable Path file, long maxRows) {}
