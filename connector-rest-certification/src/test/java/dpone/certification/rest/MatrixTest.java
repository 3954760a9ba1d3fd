package dpone.certification.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certification.rest.MatrixCell.Outcome;
import dpone.certification.rest.MatrixCell.Trouble;
import dpone.certification.rest.MatrixCell.Way;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Pagination x authentication x increment x fault, and the page that shows how each ends. */
@Tag("integration")
class MatrixTest {
  private static final Path PAGE = Path.of("../docs/rest-matrix.md");
  private static final String PASSED = "passed";

  @Test
  void everyCellPassesOrIsRefusedByName() throws Exception {
    Map<MatrixCell, Future<Outcome>> running = new LinkedHashMap<>();
    Map<MatrixCell, Outcome> ended = new LinkedHashMap<>();
    List<String> wrong = new ArrayList<>();
    try (ExecutorService workers = Executors.newFixedThreadPool(8)) {
      for (MatrixCell cell : cells()) {
        running.put(cell, workers.submit(cell::run));
      }
      for (Map.Entry<MatrixCell, Future<Outcome>> each : running.entrySet()) {
        try {
          ended.put(each.getKey(), each.getValue().get());
        } catch (java.util.concurrent.ExecutionException failed) {
          wrong.add(each.getKey() + ": " + failed.getCause());
        }
      }
    }
    assertThat(wrong).isEmpty();

    String page = page(ended);
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.writeString(PAGE, page);
    }
    assertThat(page)
        .as("docs/rest-matrix.md; -Ddpone.golden.update=true writes it anew")
        .isEqualTo(Files.readString(PAGE));
  }

  /** Every way to page with every fault, the logins in turn; and every login with every fault. */
  private static List<MatrixCell> cells() {
    TreeSet<String> names = new TreeSet<>();
    List<MatrixCell> cells = new ArrayList<>();
    int turn = 0;
    for (Way way : Way.values()) {
      for (Trouble trouble : Trouble.values()) {
        for (boolean increment : new boolean[] {false, true}) {
          List<String> logins =
              way == Way.PAGE_NUMBER || trouble == Trouble.EXPIRED_TOKEN
                  ? Logins.KINDS
                  : List.of(Logins.KINDS.get(turn++ % Logins.KINDS.size()));
          for (String login : logins) {
            MatrixCell cell = new MatrixCell(way, login, increment, trouble);
            if (cell.applies() && names.add(cell.toString())) {
              cells.add(cell);
            }
          }
        }
      }
    }
    return cells;
  }

  private static String page(Map<MatrixCell, Outcome> ended) {
    StringBuilder page =
        new StringBuilder(
            """
            # The REST connector against everything that goes wrong

            Written by `MatrixTest`, which reads a server of its own by every way to page, behind every kind of login, in full and
            from a position on, and lets every fault happen once: %d reads. **passed** means that every row came exactly once; a
            code, that the read failed by that name and nothing of it was published. A dash: the fault cannot be met by that way.
            A cell holds for full reads and for increments, and for every login that was tried with it: all of them with page
            numbers, and in turn with the other ways.

            Logins: %s.

            """
                .formatted(ended.size(), String.join(", ", Logins.KINDS).replace("_", " ")));
    page.append("| fault |");
    for (Way way : Way.values()) {
      page.append(' ').append(way.text).append(" |");
    }
    page.append("\n|---|");
    page.append("---|".repeat(Way.values().length)).append('\n');
    Map<String, String> messages = new TreeMap<>();
    for (Trouble trouble : Trouble.values()) {
      page.append("| ").append(trouble.text).append(" |");
      for (Way way : Way.values()) {
        page.append(' ').append(cell(ended, way, trouble, messages)).append(" |");
      }
      page.append('\n');
    }
    page.append("\nWhat a refused read says, for example:\n\n| code | message |\n|---|---|\n");
    messages.forEach((code, message) ->
        page.append("| `").append(code).append("` | ").append(message).append(" |\n"));
    return page.toString();
  }

  private static String cell(
      Map<MatrixCell, Outcome> ended, Way way, Trouble trouble, Map<String, String> messages) {
    Map<String, TreeSet<String>> byOutcome = new TreeMap<>();
    ended.forEach((cell, outcome) -> {
      if (cell.paging() == way && cell.fault() == trouble) {
        String shown = outcome.code().isEmpty() ? PASSED : "`" + outcome.code() + "`";
        byOutcome.computeIfAbsent(shown, none -> new TreeSet<>()).add(brief(cell));
        if (!outcome.code().isEmpty()) {
          messages.putIfAbsent(outcome.code(), stable(outcome.message()));
        }
      }
    });
    if (byOutcome.isEmpty()) {
      return "–";
    }
    if (byOutcome.size() == 1) {
      return byOutcome.keySet().iterator().next();
    }
    List<String> parts = new ArrayList<>();
    byOutcome.forEach((shown, who) -> parts.add(shown + ": " + String.join(", ", who)));
    return String.join("; ", parts);
  }

  private static String brief(MatrixCell cell) {
    return cell.auth().startsWith("oauth2") || cell.auth().equals("service_account")
        ? "token logins"
        : "other logins";
  }

  /** Without what differs from run to run. */
  private static String stable(String message) {
    return message
        .replaceAll("127\\.0\\.0\\.1:[0-9]+", "127.0.0.1:PORT")
        .replaceAll(" \\[(since=[^,\\]]*(, )?)?(until=[^,\\]]*)?\\]", "")
        .replaceAll("t[0-9]+\\.[0-9a-f-]{36}", "TOKEN")
        .replace("|", "\\|")
        .replace("\n", " ");
  }
}
