package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.certification.vendors.testing.OptionValues;
import dpone.certification.vendors.testing.Reading;
import dpone.certify.kit.Outages.Outage;
import dpone.certify.kit.TestRow;
import dpone.spi.Connector;
import dpone.spi.Endpoint;
import dpone.spi.certify.TypeTable;
import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.type.Field;
import io.grpc.Status;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The double of Google Ads, read by the connector. */
@Tag("unit")
class AdsStreamsTest {
  private final AdsDouble service = new AdsDouble();
  private final TestContext context = new TestContext();
  private final Connector connector =
      ServiceLoader.load(Connector.class).stream()
          .map(ServiceLoader.Provider::get)
          .filter(each -> each.descriptor().id().equals("google-ads"))
          .findFirst()
          .orElseThrow();

  @AfterEach
  void close() {
    service.close();
  }

  private Source source(Map<String, Object> connection) {
    return connector.source(
        new Endpoint(
            OptionValues.of(connector.descriptor().connection(), connection), Options.NONE),
        context);
  }

  private StreamSelection select(VendorStream stream) {
    Map<String, Object> options = new LinkedHashMap<>(stream.options());
    Object query = options.remove("query");
    return new StreamSelection(
        stream.name(),
        query == null ? null : query.toString(),
        List.of(),
        null,
        null,
        OptionValues.of(connector.descriptor().stream(), options));
  }

  private VendorStream stream(String name) {
    return service.streams().stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private List<TestRow> read(Map<String, Object> connection, VendorStream stream) {
    try (Source source = source(connection)) {
      return Reading.of(source, select(stream), ReadMode.FULL, null).rows;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"campaign_performance", "ads", "bids", "assets"})
  void everyCellOfAStreamComes(String name) {
    VendorStream stream = stream(name);
    List<TestRow> rows = new ArrayList<>(stream.edges());
    IntStream.range(0, 1_600).forEach(n -> rows.add(stream.row(n, n / 10, n % 3)));
    stream.insert(rows);
    assertThat(read(service.connection(), stream)).containsExactlyInAnyOrderElementsOf(rows);
    assertThat(context.reserved).hasValue(0);
  }

  @Test
  void itsStreamsHaveFieldsOfEveryKind() {
    Set<String> kinds = new TreeSet<>();
    try (Source source = source(service.connection())) {
      for (VendorStream stream : service.streams()) {
        source.describe(select(stream)).schema().fields().stream()
            .map(Field::nativeType)
            .forEach(kinds::add);
      }
    }
    Set<String> table = new TreeSet<>();
    connector
        .capability(TypeTable.class)
        .orElseThrow()
        .rows()
        .forEach(row -> table.add(row.nativeType()));
    assertThat(kinds).isEqualTo(table);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP_UNREACHABLE",
        "HTTP_CONNECTION_LOST",
        "HTTP_THROTTLED",
        "HTTP_SERVER_ERROR",
        "HTTP_TIMEOUT",
        "HTTP_TRUNCATED"
      })
  void outagesAreWhatTheyAreCalled(String code) throws Exception {
    VendorStream stream = stream("bids");
    stream.insert(stream.edges());
    AdsOutages outages = new AdsOutages(service);
    assertThat(outages.codes()).contains(code);
    try (Outage outage = outages.begin(code, 1)) {
      assertThatThrownBy(() -> read(outage.connection(), stream))
          .isInstanceOfSatisfying(DponeException.class, e -> assertThat(e.code()).isEqualTo(code));
      assertThat(outage.met()).hasSize(outage.counted() ? 1 : 0);
    }
  }

  @Test
  void anAnswerWithoutRowsEndsNothingAndAStreamIsWholeByItsStatusAlone() throws Exception {
    VendorStream stream = stream("bids");
    stream.insert(IntStream.range(0, 40).mapToObj(n -> stream.row(n, n, 0)).toList());
    try (AutoCloseable gaps = service.server().intercept(request -> service.withGaps(request))) {
      assertThat(read(service.connection(), stream)).hasSize(40);
    }
    try (AutoCloseable cut =
        service.server().intercept(request -> service.cutOff(request, Status.DATA_LOSS))) {
      assertThatThrownBy(() -> read(service.connection(), stream))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> {
                assertThat(e.code()).isEqualTo("HTTP_TRUNCATED");
                assertThat(e.what()).contains("after 20 rows");
              });
    }
  }

  @Test
  void onlyTheLoginThatWasAcceptedLastIsLetInBesideTheStandardOne() {
    VendorStream stream = stream("bids");
    stream.insert(stream.edges());
    Map<String, Object> login = new LinkedHashMap<>(service.connection());
    login.putAll(Map.of("client_secret", "c", "refresh_token", "r", "developer_token", "d"));
    service.accept(Map.of("client_secret", "c", "refresh_token", "r", "developer_token", "d"));
    assertThat(read(login, stream)).hasSize(2);
    assertThat(read(service.connection(), stream)).hasSize(2);
    for (String secret : List.of("client_secret", "refresh_token", "developer_token")) {
      Map<String, Object> wrong = new LinkedHashMap<>(login);
      wrong.put(secret, "x");
      assertThatThrownBy(() -> read(wrong, stream)).isInstanceOf(DponeException.class);
    }
    service.accept(Map.of("client_secret", "c", "refresh_token", "r2", "developer_token", "d"));
    assertThatThrownBy(() -> read(login, stream)).isInstanceOf(DponeException.class);
  }
}
