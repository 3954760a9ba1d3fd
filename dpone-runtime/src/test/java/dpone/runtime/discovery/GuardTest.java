package dpone.runtime.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardTest extends DiscoveryTestBase {
  private static final String LOADER =
      "Thread.currentThread().getContextClassLoader() == Probe.class.getClassLoader()";

  @ParameterizedTest
  @MethodSource("hostings")
  void contextLoaderIsSetDuringACallAndRestoredAfterIt(Hosting hosting) throws Exception {
    FoundConnector found = connector(hosting, "return List.of(String.valueOf(" + LOADER + "));");
    ClassLoader mine = new URLClassLoader(new URL[0]);
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    thread.setContextClassLoader(mine);
    try {
      assertThat(streams(found)).containsExactly("true");
      assertThat(thread.getContextClassLoader()).isSameAs(mine);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void contextLoaderIsRestoredAfterAFailure(Hosting hosting) throws Exception {
    FoundConnector found = connector(hosting, "throw new IllegalStateException(\"x\");");
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    assertThatThrownBy(() -> streams(found)).isInstanceOf(DponeException.class);
    assertThat(Thread.currentThread().getContextClassLoader()).isSameAs(before);
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void contextLoaderIsSetWhenTheHostCallsBack(Hosting hosting) throws Exception {
    FoundConnector found =
        connector(
            hosting,
            "context.cancellation().onCancel(() -> { if (!("
                + LOADER
                + ")) throw new IllegalStateException(); });"
                + "context.meters().gauge(\"g\", () -> "
                + LOADER
                + " ? 1 : 0); return List.of();");
    StubContext context = new StubContext();
    try (Source source = found.source(NOTHING, context)) {
      source.streams();
    }
    context.onCancel.run();
    assertThat(context.gauge.getAsDouble()).isEqualTo(1);
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void unexpectedExceptionBecomesInternalWithTheConnectorsName(Hosting hosting) throws Exception {
    FoundConnector found = connector(hosting, "throw new IllegalStateException(\"odd\");");
    assertThatThrownBy(() -> streams(found))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.category()).isEqualTo(ErrorCategory.INTERNAL);
              assertThat(e.code()).isEqualTo("CONNECTOR_FAILED");
            })
        .hasMessage(
            "connector guarded: Source.streams failed with java.lang.IllegalStateException: odd")
        .hasCauseExactlyInstanceOf(IllegalStateException.class);
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void linkageErrorPointsAtTheDrivers(Hosting hosting) throws Exception {
    FoundConnector found = connector(hosting, "throw new NoClassDefFoundError(\"org/x/Y\");");
    assertThatThrownBy(() -> streams(found))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> assertThat(e.oneLine()).contains("org/x/Y", "drivers folder are complete"));
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void nothingInPlaceOfAnAnswerIsNamed(Hosting hosting) throws Exception {
    FoundConnector found = connector(hosting, "return List.of();");
    try (Source source = found.source(NOTHING, new StubContext())) {
      assertThatThrownBy(() -> source.describe(StreamSelection.all("s")))
          .isInstanceOf(DponeException.class)
          .hasMessageContaining("Source.describe returned nothing");
    }
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void dponeExceptionPassesUnchanged(Hosting hosting) throws Exception {
    FoundConnector found =
        connector(
            hosting,
            "throw dpone.spi.error.DponeException.of("
                + "dpone.spi.error.ErrorCategory.THROTTLED, \"SLOW\", \"slow down\").build();");
    assertThatThrownBy(() -> streams(found))
        .isInstanceOfSatisfying(
            DponeException.class,
            e -> {
              assertThat(e.code()).isEqualTo("SLOW");
              assertThat(e.category()).isEqualTo(ErrorCategory.THROTTLED);
              assertThat(e).hasNoCause();
            });
  }

  @ParameterizedTest
  @MethodSource("hostings")
  void secretOfTheEndpointIsKeptOutOfTheWholeChain(Hosting hosting) throws Exception {
    FoundConnector found =
        connector(
            hosting,
            "String p = endpoint.connection().secret(\"password\").orElseThrow().reveal();"
                + "Exception root = new Exception(\"url with \" + p);"
                + "root.addSuppressed(new Exception(p));"
                + "throw new IllegalStateException(\"login \" + p, root);");
    Endpoint endpoint =
        new Endpoint(Options.of(Map.of("password", Secret.of("canary-7431"))), Options.NONE);
    try (Source source = found.source(endpoint, new StubContext())) {
      assertThatThrownBy(source::streams)
          .hasMessageContaining("login ***")
          .satisfies(e -> {
            StringWriter all = new StringWriter();
            e.printStackTrace(new PrintWriter(all));
            assertThat(all.toString())
                .contains("url with ***", "acme.guarded.Probe.streams")
                .doesNotContain("canary");
          });
    }
  }

  @Test
  void roleThatIsNotDeclaredIsRefusedEvenIfTheConnectorHasIt() throws Exception {
    new JarForge(work)
        .source(
            "acme.guarded.Provider",
            Fake.provider(
                "acme.guarded",
                "guarded",
                "",
                "@Override public dpone.spi.sink.Sink sink(Endpoint e, ConnectorContext c)"
                    + " { throw new IllegalStateException(\"reached\"); }"))
        .source("acme.guarded.Probe", Fake.probe("acme.guarded", "return List.of();"))
        .connectors("acme.guarded", "acme.guarded.Provider")
        .jar(connectors.resolve("guarded.jar"));
    FoundConnector found = load(Hosting.current()).require("guarded");
    assertThatThrownBy(() -> found.sink(NOTHING, new StubContext()))
        .isInstanceOfSatisfying(
            DponeException.class, e -> assertThat(e.code()).isEqualTo("UNSUPPORTED"))
        .hasMessageContaining("guarded", "sink");
  }

  private FoundConnector connector(Hosting hosting, String body) throws Exception {
    Fake.connector(work, "guarded", body).jar(connectors.resolve("guarded.jar"));
    return load(hosting).require("guarded");
  }
}
