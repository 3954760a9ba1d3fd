package dpone.runtime.observe;

import dpone.runtime.plan.PipelinePlan;
import dpone.runtime.receipt.StreamReceipt;

/** Hears what a run does, from several threads at once; returns quickly and throws nothing. */
public interface RunListener {
  /** Hears nothing. */
  RunListener SILENT = new RunListener() {};

  /** The run is about to begin. */
  default void planned(PipelinePlan plan) {}

  /** A stream is about to be read. */
  default void started(String stream, long estimatedRows) {}

  /** Rows were handed to the sink; not the totals, but what came on top. */
  default void progress(String stream, long rows, long bytes) {}

  /** Something worth a line: a recovered load, a split moved again. */
  default void note(String line) {}

  /** A stream is done, for better or worse. */
  default void finished(StreamReceipt receipt) {}
}
