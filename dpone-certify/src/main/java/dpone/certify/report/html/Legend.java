package dpone.certify.report.html;

import dpone.certify.evidence.Outcome;

/** What the signs mean. */
final class Legend {
  private Legend() {}

  static Html details() {
    Html list = Html.of("dl", "legend");
    for (Outcome outcome : Outcome.values()) {
      list.add(
          Html.of("div")
              .add(Html.of("dt").add(Words.result(outcome)), Html.of("dd").text(meaning(outcome))));
    }
    return Html.of("details")
        .add(Html.of("summary").text("What the signs mean"))
        .add(
            Html.of("p")
                .text(
                    "A descriptor claims a level, evidence proves one, and the lower of the two"
                        + " counts. The signs stand in the order of the requirements, those of"
                        + " experimental first, then beta, then production-certified."))
        .add(list);
  }

  private static String meaning(Outcome outcome) {
    return switch (outcome) {
      case PASSED -> "tried, and holds";
      case FAILED -> "tried, and does not hold";
      case SKIPPED -> "could not be tried here: a profile, a service or a credential is not there";
      case ERROR -> "the trial itself broke";
      case NOT_APPLICABLE -> "the connector's roles do not ask for it; it holds nothing back";
      case MISSING -> "nothing tried it";
      case EXPIRED -> "it held, longer ago than its evidence is good for";
    };
  }
}
