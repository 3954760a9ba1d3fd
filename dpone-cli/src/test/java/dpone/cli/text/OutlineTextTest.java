package dpone.cli.text;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.runtime.manifest.StreamSpec;
import dpone.runtime.plan.PipelineOutline;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.spi.sink.CommitClass;
import dpone.spi.sink.Fence;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.Strategy;
import dpone.spi.source.ReadMode;
import dpone.spi.source.StreamSelection;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What an offline plan says, to the letter. */
@Tag("unit")
class OutlineTextTest {
  private static PipelineOutline outline(boolean mayShareState) {
    StreamSpec spec =
        new StreamSpec(
            new StreamSelection("public.orders", null, List.of(), null, "updated_at", Options.NONE),
            "landing.orders",
            new Strategy(LoadMode.INCREMENTAL_MERGE, List.of("id"), Map.of()),
            Place.UNKNOWN);
    return new PipelineOutline(
        "orders",
        "postgres",
        "mssql",
        2,
        64L << 20,
        CommitClass.STAGED_COMMIT,
        mayShareState,
        Fence.ATOMIC,
        List.of(new PipelineOutline.Stream(spec, ReadMode.FROM_POSITION)),
        List.of());
  }

  @Test
  void itSaysWhatIsSettledAndWhatIsNot() {
    assertThat(OutlineText.of(outline(false)))
        .isEqualTo(
            """

              public.orders -> landing.orders
                mode      incremental_merge by id; reads from the last updated_at on, rows at it again
                fence     older runs are fenced inside the publishing transaction
                promise   staged-commit: published once, the load id recorded with it, then the position

            lane, publish, columns, DDL and size: dpone plan without --offline says them
            """);
  }

  @Test
  void aStateThatMayLieWithTheDataIsPromisedOnThatConditionAlone() {
    assertThat(OutlineText.of(outline(true)))
        .contains(
            "promise   transactional-with-state: data and position change in one transaction, where"
                + " both lie together; elsewhere staged-commit: published once");
  }
}
