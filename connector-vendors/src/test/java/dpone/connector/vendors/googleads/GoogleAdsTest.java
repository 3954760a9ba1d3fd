package dpone.connector.vendors.googleads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.ads.googleads.v23.common.Metrics;
import com.google.ads.googleads.v23.common.Segments;
import com.google.ads.googleads.v23.enums.AdNetworkTypeEnum.AdNetworkType;
import com.google.ads.googleads.v23.enums.AdvertisingChannelTypeEnum.AdvertisingChannelType;
import com.google.ads.googleads.v23.enums.CampaignStatusEnum.CampaignStatus;
import com.google.ads.googleads.v23.enums.DeviceEnum.Device;
import com.google.ads.googleads.v23.errors.QueryErrorEnum.QueryError;
import com.google.ads.googleads.v23.errors.QuotaErrorEnum.QuotaError;
import com.google.ads.googleads.v23.resources.Campaign;
import com.google.ads.googleads.v23.resources.Customer;
import com.google.ads.googleads.v23.services.GoogleAdsRow;
import dpone.connector.vendors.testing.OptionValues;
import dpone.connector.vendors.testing.Reading;
import dpone.connector.vendors.testing.TokenDouble;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import dpone.spi.source.ReadMode;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import dpone.spi.testing.TestContext;
import dpone.spi.type.DataType;
import io.grpc.Metadata;
import io.grpc.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class GoogleAdsTest {
  private static final String QUERY =
      "SELECT customer.id, campaign.id, campaign.name, campaign.status, campaign.labels,"
          + " campaign.network_settings, segments.date, metrics.cost_micros, metrics.conversions,"
          + " metrics.clicks FROM campaign";

  private TokenDouble tokens;
  private AdsDouble service;
  private final TestContext context = new TestContext();

  @BeforeEach
  void start() throws Exception {
    tokens = new TokenDouble();
    service = new AdsDouble(tokens);
    context.time = InstantSource.fixed(Instant.parse("2026-03-11T05:00:00Z"));
    for (String customer : List.of("1111111111", "2222222222")) {
      List<GoogleAdsRow> rows = new ArrayList<>();
      for (int day = 1; day <= 10; day++) {
        rows.add(row(Long.parseLong(customer), 7, "2026-03-%02d".formatted(day), day));
      }
      service.accounts.put(customer, rows);
    }
  }

  @AfterEach
  void stop() throws Exception {
    service.close();
    tokens.close();
  }

  private static GoogleAdsRow row(long customer, long campaign, String day, long number) {
    return GoogleAdsRow.newBuilder()
        .setCustomer(Customer.newBuilder().setId(customer))
        .setCampaign(
            Campaign.newBuilder()
                .setId(campaign)
                .setName("Söt \"sale\"\n" + campaign)
                .setStatus(CampaignStatus.ENABLED)
                .setAdvertisingChannelType(AdvertisingChannelType.SEARCH)
                .addLabels("a")
                .addLabels("b")
                .setNetworkSettings(
                    Campaign.NetworkSettings.newBuilder().setTargetGoogleSearch(true)))
        .setSegments(
            Segments.newBuilder()
                .setDate(day)
                .setDevice(Device.MOBILE)
                .setAdNetworkType(AdNetworkType.SEARCH))
        .setMetrics(
            Metrics.newBuilder()
                .setCostMicros(9_007_199_254_740_993L + number)
                .setConversions(0.1 + number)
                .setImpressions(number))
        .build();
  }

  private Map<String, Object> connection() {
    Map<String, Object> connection = new HashMap<>();
    connection.put("url", service.url());
    connection.put("token_uri", tokens.url());
    connection.put("client_id", TokenDouble.CLIENT);
    connection.put("client_secret", TokenDouble.SECRET);
    connection.put("refresh_token", TokenDouble.REFRESH);
    connection.put("developer_token", AdsDouble.DEVELOPER);
    connection.put("login_customer_id", "999-999-9999");
    connection.put("customer_ids", List.of("111-111-1111", "2222222222"));
    connection.put("rate_limit", List.of(Map.of("requests", 1000L)));
    return connection;
  }

  private Source open(Map<String, Object> connection) {
    return new GoogleAdsConnector()
        .source(
            new Endpoint(OptionValues.of(AdsOptions.CONNECTION, connection), Options.NONE),
            context);
  }

  private static StreamSelection stream(String name, String query, Map<String, Object> options) {
    return new StreamSelection(
        name, query, List.of(), null, null, OptionValues.of(AdsOptions.STREAM, options));
  }

  private static StreamSelection own(String query) {
    return stream("own", query, Map.of("start_date", "2026-03-01", "time_zone", "Europe/Berlin"));
  }

  @Test
  void everyAccountAndWindowIsARequestOfItsOwn() {
    try (Source source = open(connection())) {
      Reading reading = Reading.full(source, own(QUERY));
      assertThat(reading.rows).hasSize(20);
      assertThat(reading.read).isEqualTo(20);
      assertThat(service.requests)
          .hasSize(4)
          .contains(
              "1111111111: " + QUERY + " WHERE segments.date BETWEEN '2026-03-01' AND '2026-03-07'",
              "2222222222: "
                  + QUERY
                  + " WHERE segments.date BETWEEN '2026-03-08' AND '2026-03-10'");
    }
  }

  @Test
  void valuesKeepWhatTheyAre() {
    try (Source source = open(connection())) {
      StreamSelection own = own(QUERY);
      Map<String, String> row = Reading.full(source, own).rows.getFirst();
      assertThat(row)
          .containsEntry("customer_id", "1111111111")
          .containsEntry("campaign_name", "\"Söt \\\"sale\\\"\\n7\"")
          .containsEntry("campaign_status", "\"ENABLED\"")
          .containsEntry("campaign_labels", "[\"a\",\"b\"]")
          .containsEntry("campaign_network_settings", "{\"target_google_search\":true}")
          .containsEntry("segments_date", "\"2026-03-01\"")
          .containsEntry("metrics_cost_micros", "9007199254740994")
          .containsEntry("metrics_conversions", "1.1")
          .containsEntry("metrics_clicks", "null");
      assertThat(source.describe(own).schema().find("segments_date").orElseThrow().type())
          .isEqualTo(new DataType.Date());
    }
  }

  @Test
  void everyReportIsDescribedAndAsked() {
    try (Source source = open(connection())) {
      for (String report : source.streams()) {
        Reading reading = Reading.full(source, stream(report, null, Map.of()));
        assertThat(reading.rows).as(report).hasSizeBetween(2, 20);
        assertThat(source.describe(stream(report, null, Map.of())).schema().names())
            .as(report)
            .contains("customer_id");
      }
    }
  }

  @Test
  void theAccountIsAColumnWhereTheQueryDoesNotAskForIt() {
    try (Source source = open(connection())) {
      Reading reading =
          Reading.full(source, stream("own", "SELECT campaign.id FROM campaign", Map.of()));
      assertThat(reading.column("customer_id")).contains("1111111111", "2222222222");
    }
  }

  @Test
  void aMergeReadsDaysAgainThatMayHaveChangedAndAnAppendWaitsForThem() {
    try (Source source = open(connection())) {
      Reading first = Reading.of(source, own(QUERY), ReadMode.FROM_POSITION, null, 1);
      assertThat(first.complete).isTrue();
      assertThat(first.rows).hasSize(20);
      service.requests.clear();
      context.time = InstantSource.fixed(Instant.parse("2026-03-12T05:00:00Z"));
      Reading second = Reading.of(source, own(QUERY), ReadMode.FROM_POSITION, first.position, 1);
      assertThat(service.requests)
          .containsExactly(
              "1111111111: " + QUERY + " WHERE segments.date BETWEEN '2026-03-08' AND '2026-03-11'",
              "2222222222: "
                  + QUERY
                  + " WHERE segments.date BETWEEN '2026-03-08' AND '2026-03-11'");
      assertThat(second.rows).hasSize(6);
      service.requests.clear();
      Reading appended = Reading.of(source, own(QUERY), ReadMode.AFTER_POSITION, null, 1);
      assertThat(appended.rows).hasSize(16);
      assertThat(service.requests.getLast()).contains("'2026-03-08' AND '2026-03-08'");
    }
  }

  @Test
  void manyAnswersOfOneStreamAreReadOneByOne() {
    service.rowsOfAnswer = 3;
    context.batchBytes = 4 << 10;
    try (Source source = open(connection())) {
      assertThat(Reading.full(source, own(QUERY)).rows).hasSize(20);
    }
  }

  @Test
  void aServiceAccountLogsInBySignature() {
    Map<String, Object> connection = connection();
    connection.keySet().removeAll(List.of("client_id", "client_secret", "refresh_token"));
    connection.put("auth_type", "service_account");
    connection.put("json_key", tokens.keyFile());
    try (Source source = open(connection)) {
      assertThat(Reading.full(source, own(QUERY)).rows).hasSize(20);
      assertThat(tokens.asked).containsOnly("urn:ietf:params:oauth:grant-type:jwt-bearer");
    }
  }

  @Test
  void aTokenThatIsRefusedIsRenewedOnce() {
    try (Source source = open(connection())) {
      Reading.full(source, own(QUERY));
      tokens.revoke();
      assertThat(Reading.full(source, own(QUERY)).rows).hasSize(20);
      assertThat(tokens.asked).hasSize(2);
    }
  }

  @Test
  void theQuotaOfADayIsNoPassingFailure() {
    service.troubles.add(
        new AdsDouble.Trouble(
            0,
            Status.RESOURCE_EXHAUSTED,
            AdsDouble.failure(AdsDouble.quota(QuotaError.RESOURCE_EXHAUSTED, 0))));
    context.retries = 3;
    DponeException failure = failure(QUERY);
    assertThat(failure.code()).isEqualTo("HTTP_QUOTA");
    assertThat(failure.category()).isEqualTo(ErrorCategory.QUOTA);
    assertThat(failure.what())
        .contains("customer 1111111111")
        .contains("quota_error RESOURCE_EXHAUSTED")
        .contains("Get requests for standard access")
        .contains("invented-request-id");
    assertThat(service.requests).hasSize(1);
  }

  @Test
  void whoIsAskedToSlowDownWaitsAsLongAsTheServiceSays() {
    service.troubles.add(
        new AdsDouble.Trouble(
            0,
            Status.RESOURCE_EXHAUSTED,
            AdsDouble.failure(AdsDouble.quota(QuotaError.RESOURCE_TEMPORARILY_EXHAUSTED, 1))));
    context.retries = 1;
    try (Source source = open(connection())) {
      long begun = System.nanoTime();
      assertThat(Reading.full(source, own(QUERY)).rows).hasSize(20);
      assertThat(System.nanoTime() - begun).isGreaterThan(900_000_000L);
      assertThat(context.failures.getFirst().code()).isEqualTo("HTTP_THROTTLED");
      assertThat(context.failures.getFirst().retryAfter()).contains(Duration.ofSeconds(1));
    }
  }

  @Test
  void aFailureOfTheQueryIsNamedWithAllItsErrors() {
    service.troubles.add(
        new AdsDouble.Trouble(
            0,
            Status.INVALID_ARGUMENT,
            AdsDouble.failure(
                AdsDouble.query(QueryError.BAD_FIELD_NAME, "first wrong"),
                AdsDouble.query(QueryError.INVALID_VALUE_WITH_DURING_OPERATOR, "second wrong"))));
    DponeException failure = failure(QUERY);
    assertThat(failure.code()).isEqualTo("HTTP_BAD_REQUEST");
    assertThat(failure.what()).contains("first wrong").contains("second wrong");
  }

  @Test
  void aStreamThatBreaksOffFailsAndIsTriedAgainAsASplit() {
    service.rowsOfAnswer = 3;
    service.troubles.add(new AdsDouble.Trouble(1, Status.UNAVAILABLE, new Metadata()));
    DponeException failure = failure(QUERY);
    assertThat(failure.code()).isEqualTo("HTTP_SERVER_ERROR");
    assertThat(failure.category()).isEqualTo(ErrorCategory.TRANSIENT);
    assertThat(failure.what()).contains("after 3 rows");
  }

  @Test
  void beforeItsFirstAnswerAStreamIsAskedForAgain() {
    context.retries = 2;
    service.troubles.add(new AdsDouble.Trouble(0, Status.UNAVAILABLE, new Metadata()));
    service.troubles.add(new AdsDouble.Trouble(0, Status.INTERNAL, new Metadata()));
    try (Source source = open(connection())) {
      assertThat(Reading.full(source, own(QUERY)).rows).hasSize(20);
    }
  }

  @Test
  void anAccountThatMayNotBeReadIsNamed() {
    Map<String, Object> connection = connection();
    connection.put("customer_ids", List.of("3333333333"));
    try (Source source = open(connection)) {
      assertThatThrownBy(() -> Reading.full(source, own(QUERY)))
          .isInstanceOfSatisfying(
              DponeException.class,
              e -> {
                assertThat(e.code()).isEqualTo("HTTP_FORBIDDEN");
                assertThat(e.what()).contains("3333333333").contains("USER_PERMISSION_DENIED");
              });
    }
  }

  @Test
  void nothingThatIsSecretIsSeen() {
    service.troubles.add(
        new AdsDouble.Trouble(
            0,
            Status.INVALID_ARGUMENT.withDescription(
                "refused " + AdsDouble.DEVELOPER + " invented-access-token-1"),
            new Metadata()));
    StringWriter all = new StringWriter();
    failure(QUERY).printStackTrace(new PrintWriter(all));
    assertThat(all.toString())
        .contains("refused *** ***")
        .doesNotContain(AdsDouble.DEVELOPER)
        .doesNotContain("invented-access-token");
  }

  @Test
  void whoIsCancelledEndsSoonAndTheServiceStopsWorking() throws Exception {
    service.troubles.add(new AdsDouble.Trouble(0, null, null));
    try (Source source = open(connection())) {
      CompletableFuture<Object> read =
          CompletableFuture.supplyAsync(() -> Reading.full(source, own(QUERY)));
      awaitRequest(read);
      context.cancel();
      assertThat(read.handle((r, e) -> e).get(5, TimeUnit.SECONDS))
          .isInstanceOf(Exception.class)
          .hasMessageContaining("cancelled");
      for (int i = 0; i < 600 && !service.cancelled.get(); i++) {
        Thread.sleep(50);
      }
      assertThat(service.cancelled).isTrue();
    }
  }

  @Test
  void aClosedSourceEndsItsReads() throws Exception {
    service.troubles.add(new AdsDouble.Trouble(0, null, null));
    Source source = open(connection());
    CompletableFuture<Object> read =
        CompletableFuture.supplyAsync(() -> Reading.full(source, own(QUERY)));
    awaitRequest(read);
    source.close();
    assertThat(read.handle((r, e) -> e).get(5, TimeUnit.SECONDS)).hasMessageContaining("closed");
  }

  @Test
  void noThreadOutlivesItsSource() throws InterruptedException {
    try (Source source = open(connection())) {
      Reading.full(source, own(QUERY));
      assertThat(threads()).isNotEmpty();
    }
    // A thread that was told to end may still be on its way.
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (!threads().isEmpty() && System.nanoTime() < until) {
      Thread.sleep(20);
    }
    assertThat(threads()).isEmpty();
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("google-ads"))
        .toList();
  }

  @Test
  void silenceIsGivenUp() {
    service.troubles.add(new AdsDouble.Trouble(0, null, null));
    Map<String, Object> connection = connection();
    connection.put("timeout", "500ms");
    try (Source source = open(connection)) {
      assertThatThrownBy(() -> Reading.full(source, own(QUERY)))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_TIMEOUT"));
    }
  }

  @Test
  void nobodyAtTheAddressIsNamed() throws Exception {
    Map<String, Object> connection = connection();
    service.close();
    try (Source source = open(connection)) {
      assertThatThrownBy(() -> Reading.full(source, own(QUERY)))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_UNREACHABLE"));
    }
  }

  @Test
  void optionsThatDoNotFitAreRefusedOffline() {
    try (Source source = open(connection())) {
      assertThatThrownBy(() -> source.describe(stream("nothing", null, Map.of())))
          .hasMessageContaining("there is no report nothing");
      assertThatThrownBy(
              () -> source.describe(stream("own", "SELECT campaign.idd FROM campaign", Map.of())))
          .hasMessageContaining("v23 has no field campaign.idd");
      assertThatThrownBy(() ->
              source.describe(
                  stream(
                      "own",
                      "SELECT campaign.id FROM campaign",
                      Map.of("start_date", "2026-01-01"))))
          .hasMessageContaining("no windows of days");
      assertThatThrownBy(() ->
              source.describe(stream("campaign_performance", null, Map.of("start_date", "x"))))
          .hasMessageContaining("start_date is no day");
    }
    Map<String, Object> wrong = connection();
    wrong.put("customer_ids", List.of("12a"));
    assertThatThrownBy(() -> open(wrong)).hasMessageContaining("no account number: 12a");
    Map<String, Object> without = connection();
    without.remove("refresh_token");
    assertThatThrownBy(() -> open(without)).hasMessageContaining("lacks refresh_token");
  }

  private void awaitRequest(CompletableFuture<?> read) throws InterruptedException {
    while (service.requests.isEmpty() && !read.isDone()) {
      Thread.sleep(5);
    }
  }

  private DponeException failure(String query) {
    try (Source source = open(connection())) {
      Reading.full(source, own(query));
      throw new AssertionError("it succeeded");
    } catch (DponeException failure) {
      return failure;
    }
  }
}
