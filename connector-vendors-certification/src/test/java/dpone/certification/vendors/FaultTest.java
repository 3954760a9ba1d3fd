package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.certification.vendors.testing.Bench;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What goes wrong between a vendor and here ends right or by its name, never in silence. */
@Tag("unit")
class FaultTest {
  private static final Charset CYRILLIC = Charset.forName("windows-1251");

  static List<Case> vendors() {
    return Case.ofEachVendor();
  }

  private static DoubleAnswer throttled() {
    return DoubleAnswer.json(429, "{}").header("Retry-After", "0");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vendors")
  void aStormOf429IsWaitedOut(Case vendor) {
    try (Bench bench = vendor.open()) {
      bench.context.retries = 4;
      bench.server.script(4, throttled());
      assertThat(bench.full(vendor.stream(), vendor.options(bench)))
          .containsExactlyInAnyOrderElementsOf(vendor.rows(bench));
      assertThat(bench.context.failures)
          .hasSize(4)
          .allMatch(failure -> failure.code().equals("HTTP_THROTTLED"));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vendors")
  void aStormThatDoesNotEndEndsTheRead(Case vendor) {
    try (Bench bench = vendor.open()) {
      bench.context.retries = 4;
      bench.server.script(1_000, throttled());
      assertThat(failure(bench, vendor).code()).isEqualTo("HTTP_THROTTLED");
      assertThat(bench.server.requests()).hasSize(5);
    }
  }

  /** Those whose reads have no effects; Mindbox would make one export more. */
  static List<Case> readers() {
    return vendors().stream().filter(each -> !each.id().equals("mindbox")).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("readers")
  void serverErrorsAndBrokenBodiesAreTriedAgain(Case vendor) throws Exception {
    try (Bench bench = vendor.open()) {
      bench.context.retries = 3;
      AtomicInteger asked = new AtomicInteger();
      try (AutoCloseable look =
          bench.server.intercept(request ->
              switch (asked.getAndIncrement()) {
                case 0 -> DoubleAnswer.of(503, "text/html", "<html>busy</html>", CYRILLIC);
                case 1 -> bench.vendor.answer(request).truncated();
                case 2 -> DoubleAnswer.of(500, "text/plain", "", StandardCharsets.UTF_8);
                default -> null;
              })) {
        assertThat(look).isNotNull();
        assertThat(bench.full(vendor.stream(), vendor.options(bench)))
            .containsExactlyInAnyOrderElementsOf(vendor.rows(bench));
      }
      assertThat(bench.context.failures.stream().map(DponeException::code).toList())
          .containsExactly("HTTP_SERVER_ERROR", "HTTP_TRUNCATED", "HTTP_SERVER_ERROR");
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vendors")
  void aValueThatIsNoLongerThereIsNamed(Case vendor) throws Exception {
    try (Bench bench = vendor.open();
        AutoCloseable look =
            bench.server.intercept(request -> {
              DoubleAnswer answer = bench.vendor.answer(request);
              String renamed = vendor.required().replaceFirst("[a-zA-Z]", "x");
              String body =
                  new String(answer.body(), StandardCharsets.ISO_8859_1)
                      .replace(vendor.required(), renamed);
              byte[] bytes = body.getBytes(StandardCharsets.ISO_8859_1);
              return new DoubleAnswer(answer.status(), answer.headers(), bytes, bytes.length);
            })) {
      assertThat(look).isNotNull();
      DponeException failure = failure(bench, vendor);
      assertThat(failure.category()).isIn(ErrorCategory.DATA, ErrorCategory.SCHEMA);
      assertThat(failure.oneLine())
          .containsAnyOf(vendor.stream(), "the first line lacks " + vendor.required());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("vendors")
  void aWebPageAndAnEmptyObjectAreNoData(Case vendor) throws Exception {
    List<DoubleAnswer> answers =
        List.of(
            DoubleAnswer.of(200, "text/html", "<!DOCTYPE html><html>login</html>", CYRILLIC),
            DoubleAnswer.json("{}"),
            DoubleAnswer.json("[]"),
            DoubleAnswer.of(200, "text/plain", "", StandardCharsets.UTF_8));
    for (DoubleAnswer answer : answers) {
      try (Bench bench = vendor.open()) {
        bench.server.script(1_000, answer);
        assertThat(failure(bench, vendor).code()).matches("(HTTP|FORMAT)_[A-Z_]+");
      }
    }
  }

  private static DponeException failure(Bench bench, Case vendor) {
    DponeException failure =
        catchThrowableOfType(
            DponeException.class, () -> bench.full(vendor.stream(), vendor.options(bench)));
    assertThat(failure).isNotNull();
    assertThat(failure.remedy()).isNotBlank();
    assertThat(bench.context.reserved).hasValue(0);
    return failure;
  }
}
