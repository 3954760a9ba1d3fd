package dpone.certify;

import dpone.certify.reference.ReferenceDist;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Defects of a source that reads pages of streams whose columns are fixed. */
final class PlantedPages {
  private PlantedPages() {}

  static List<Defect> all() {
    return List.of(
        ofPages("endless", "BETA-4.repeated-token", "the run succeeded after"),
        ofPages("empty-is-end", "BETA-4.empty-page", "is lost"),
        ofPages("cut-is-whole", "BETA-4.truncated-page", "the run succeeded after"),
        ofPages("bound-is-end", "BETA-4.page-bound", "the run succeeded, "),
        ofPages("total-believed", "BETA-4.moving-pages", "the run succeeded after"),
        ofPages("moves-unseen", "BETA-4.moving-pages", "the run succeeded after 1 such"),
        ofPages("from-the-start", "PROD-3.resumed-at-a-page", "does not move"),
        ofPages("page-skipped", "PROD-3.resumed-at-a-page", "is lost"),
        ofPages("asks-again", "PROD-3.resumed-at-a-page", "the rows left stand on"),
        ofPages("busy-swallowed", "BETA-2.faults-provoked", "succeeded although every try failed"),
        ofPages("numeric-through-double", "BETA-3.source-decodes", "decimal"),
        new Defect(
            "BETA-4.ties",
            "switch `any-cursor` of a connector of pages whose streams have no cursor",
            "names no cursor of labels",
            (sound, folder) ->
                ReferenceRun.ofPagesWithoutCursor("any-cursor", dist(sound), "BETA-4.ties")));
  }

  private static Defect ofPages(String defect, String check, String seen) {
    return new Defect(
        check,
        "switch `" + defect + "` of a connector of pages",
        seen,
        (sound, folder) -> ReferenceRun.ofPages(defect, dist(sound), check));
  }

  /** The reference connector beside one that reads pages; made once. */
  static Path dist(Path sound) throws IOException {
    Path root = sound.resolveSibling("pages");
    Path dist = root.resolve("dist");
    return Files.exists(dist) ? dist : ReferenceDist.withPages(root);
  }
}
