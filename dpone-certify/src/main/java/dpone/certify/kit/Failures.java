package dpone.certify.kit;

import dpone.spi.context.Boundary;
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

  /** A pipeline that would succeed. */
  interface Pipeline {
    /** The manifest as data, to be changed in place. */
    Map<String, Object> manifest();

    /** The source's stream. */
    String stream();

    /** The sink's target, which does not exist before the first run. */
    String target();

    /** Runs it as it stands now, for what needs an earlier run; that one has to succeed. */
    void run() throws Exception;

    /** Takes an action once, when the run that is to fail first reaches the boundary. */
    void at(Boundary boundary, Action action);
  }

  /** What happens at a moment of a run. */
  @FunctionalInterface
  interface Action {
    /** Does it. */
    void take() throws Exception;
  }
}
