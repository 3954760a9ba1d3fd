package dpone.certify.proof;

import dpone.runtime.retry.PolicyRetry;
import dpone.runtime.retry.RetryBounds;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.error.DponeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** BETA-2, the part that a page has: what is tried again, and how. */
final class RetryProofs {
  private static final String ERRORS = "errors";

  private RetryProofs() {}

  static List<Proof> all() {
    return List.of(new Proof("BETA-2.table-equals-policy", RetryProofs::compare));
  }

  private static Verdict compare(Candidate candidate) throws IOException {
    Optional<RetriedCalls> declared = candidate.found().capability(RetriedCalls.class);
    if (declared.isEmpty()) {
      return Verdict.missing("the connector does not declare what it tries again (RetriedCalls)");
    }
    String name = candidate.descriptor().certification().docsPage();
    Optional<Path> page = candidate.pages().page(candidate.found().id(), name);
    if (page.isEmpty()) {
      return Verdict.failed("its documentation page " + name + " is not there");
    }
    String text = Files.readString(page.get());
    Optional<List<List<String>>> documented = PageTable.rows(text, RetryTable.BLOCK);
    if (documented.isEmpty()) {
      return Verdict.failed(name + " has no table of " + RetryTable.BLOCK);
    }
    List<RetriedCalls.Row> calls = declared.get().rows();
    RetryBounds live = RetryBounds.standard();
    List<String> wrong = new ArrayList<>();
    differences(
        documented.get(),
        rows(RetryTable.markdown(calls, candidate.descriptor().roles(), live)),
        wrong);
    categories(calls, PageTable.rows(text, ERRORS).orElse(List.of()), wrong);
    int tried = tries(calls, live, candidate.folder(), wrong);
    return wrong.isEmpty()
        ? Verdict.passed(
            documented.get().size()
                + " rows equal the live policy; each of "
                + tried
                + " documented failures is tried "
                + live.maxAttempts()
                + " times by it")
        : Verdict.failed(String.join("; ", wrong));
  }

  private static List<List<String>> rows(String markdown) {
    String block = "generated:" + RetryTable.BLOCK + " -->";
    return PageTable.rows("<!-- " + block + "\n" + markdown + "<!-- /" + block, RetryTable.BLOCK)
        .orElse(List.of());
  }

  private static void differences(
      List<List<String>> documented, List<List<String>> live, List<String> wrong) {
    for (List<String> row : documented) {
      if (!live.contains(row)) {
        wrong.add("documented and not so: " + String.join(" | ", row));
      }
    }
    for (List<String> row : live) {
      if (!documented.contains(row)) {
        wrong.add("not documented: " + String.join(" | ", row));
      }
    }
  }

  private static void categories(
      List<RetriedCalls.Row> calls, List<List<String>> errors, List<String> wrong) {
    for (RetriedCalls.Row call : calls) {
      for (RetriedCalls.Failure failure : call.failures()) {
        String category =
            errors.stream()
                .filter(row -> row.getFirst().equals(failure.code()))
                .map(row -> row.get(1))
                .findFirst()
                .orElse("nothing");
        if (!category.equals(failure.category().name())) {
          wrong.add(
              failure.code()
                  + " is retried as "
                  + failure.category()
                  + ", and the table of errors says "
                  + category);
        }
      }
    }
  }

  /** Has the policy itself try each failure, with waits that nobody has to wait for. */
  private static int tries(
      List<RetriedCalls.Row> calls, RetryBounds live, Path folder, List<String> wrong)
      throws IOException {
    OfflineContext context = new OfflineContext(Files.createDirectories(folder));
    RetryBounds hasty =
        new RetryBounds(
            live.maxAttempts(), Duration.ofMillis(1), Duration.ofMillis(1), live.total());
    PolicyRetry policy =
        new PolicyRetry(
            hasty, context.clock(), context.cancellation(), context.meters(), new UnheardLogger());
    int tried = 0;
    for (RetriedCalls.Row call : calls) {
      for (RetriedCalls.Failure failure : call.failures()) {
        AtomicInteger tries = new AtomicInteger();
        try {
          policy.call(
              call.operation(),
              () -> {
                tries.incrementAndGet();
                throw DponeException.of(failure.category(), failure.code(), "tried").build();
              });
        } catch (DponeException expected) {
          tried++;
        }
        if (tries.get() != live.maxAttempts()) {
          wrong.add(
              call.operation()
                  + " is documented as tried again after "
                  + failure.code()
                  + ", and the policy tries it "
                  + tries
                  + " times");
        }
      }
    }
    return tried;
  }
}
