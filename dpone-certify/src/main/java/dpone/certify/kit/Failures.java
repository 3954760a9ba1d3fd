package dpone.certify.kit;

import java.util.List;
import java.util.Map;

/** Brings about the failures that a connector's page documents. */
public interface Failures {
  /** Documented codes that can be provoked here. */
  List<String> provokable();

  /** The other documented codes, each with the reason why it cannot. */
  Map<String, String> others();

  /**
   * Arranges things so that a run of the pipeline fails with that code.
   *
   * @param code one of {@link #provokable}
   * @param pipeline a pipeline that would succeed; what it holds may be changed
   * @return puts everything right again
   */
  AutoCloseable provoke(String code, Pipeline pipeline) throws Exception;

  /**
   * A pipeline that would succeed.
   *
   * @param manifest the manifest as data, to be changed in place
   * @param stream the source's stream
   * @param target the sink's target, which does not exist yet
   */
  record Pipeline(Map<String, Object> manifest, String stream, String target) {}
}
