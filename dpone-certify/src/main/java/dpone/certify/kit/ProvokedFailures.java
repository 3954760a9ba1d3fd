package dpone.certify.kit;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Failures by the ways to bring them about, which a fixture puts into {@link #ways} when it is
 * made. Not thread-safe.
 */
public abstract class ProvokedFailures implements Failures {
  /** Ways by the codes that they lead to. */
  protected final Map<String, Way> ways = new TreeMap<>();

  private final Map<String, String> others;

  /** A way to bring one about. */
  @FunctionalInterface
  public interface Way {
    /**
     * Goes it.
     *
     * @return puts everything right again; null where nothing has to be
     */
    @Nullable AutoCloseable take(Pipeline pipeline) throws Exception;
  }

  /**
   * None yet.
   *
   * @param others codes that cannot be brought about here, each with the reason
   */
  protected ProvokedFailures(Map<String, String> others) {
    this.others = Map.copyOf(others);
  }

  @Override
  public final List<String> provokable() {
    return List.copyOf(ways.keySet());
  }

  @Override
  public final Map<String, String> others() {
    return others;
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException for a code that no way leads to
   */
  @Override
  public final AutoCloseable provoke(String code, Pipeline pipeline) throws Exception {
    Way way = ways.get(code);
    if (way == null) {
      throw new IllegalArgumentException(code);
    }
    AutoCloseable undo = way.take(pipeline);
    return undo == null ? () -> {} : undo;
  }
}
