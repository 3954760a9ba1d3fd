package dpone.cli.text;

import dpone.runtime.plan.PipelineOutline;
import dpone.spi.sink.CommitClass;

/** What is going to happen, as far as it is known without a look at both systems. */
public final class OutlineText {
  private OutlineText() {}

  /** What happens to each stream, and what a plan that connects would add. */
  public static String of(PipelineOutline outline) {
    StringBuilder text = new StringBuilder();
    for (PipelineOutline.Stream stream : outline.streams()) {
      text.append('\n')
          .append(
              new Block("    ")
                  .head(stream.spec().name() + " -> " + stream.spec().target())
                  .line("mode", PlanText.mode(stream.spec(), stream.mode()))
                  .line("fence", "older runs are fenced " + PlanText.fence(outline.fence()))
                  .line("promise", promise(outline))
                  .text());
    }
    return text.append('\n')
        .append("lane, publish, columns, DDL and size: dpone plan without --offline says them\n")
        .toString();
  }

  private static String promise(PipelineOutline outline) {
    String promise = PlanText.promise(outline.commitClass());
    return outline.mayShareState()
        ? PlanText.promise(CommitClass.TRANSACTIONAL_WITH_STATE)
            + ", where both lie together; elsewhere "
            + promise
        : promise;
  }
}
