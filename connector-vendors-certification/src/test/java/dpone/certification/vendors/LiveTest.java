package dpone.certification.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.certify.kit.LiveStream;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a live profile reads, and what it says where it cannot. */
@Tag("unit")
class LiveTest {
  @Test
  void whatIsMissingIsASkipThatNamesIt() {
    assertThatThrownBy(() -> new CbrFixture().attach(Map.of()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("DPONE_LIVE_CBR_URL");
    assertThatThrownBy(() -> new FastTrackFixture().attach(Map.of("flex_url", "https://x.example")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("DPONE_LIVE_FASTTRACK_BOT_KEY");
    assertThatThrownBy(() -> new MindboxFixture().attach(Map.of("secret_key", "k")))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("DPONE_LIVE_MINDBOX_STREAMS");
  }

  @Test
  void whoHasSetNothingIsToldWhatToSet() {
    assertThatThrownBy(() -> new SheetsFixture().attach(Map.of()))
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("DPONE_LIVE_GOOGLE_SHEETS_");
  }

  @Test
  void streamsAreThoseThatTheUserNamesElseFewDaysOfOne() throws Exception {
    Map<String, Object> connection = Map.of("oauth_token", "t");
    assertThat(new YandexWebmasterFixture().attach(connection).live())
        .singleElement()
        .satisfies(stream -> assertThat(stream.options()).containsKey("start_date"));
    assertThat(
            new YandexWebmasterFixture()
                .attach(
                    connection,
                    List.of(
                        Map.of("name", "hosts"),
                        Map.of("name", "popular_queries", "start_date", "2026-01-01")))
                .live())
        .containsExactly(
            new LiveStream("hosts", Map.of(), false),
            new LiveStream("popular_queries", Map.of("start_date", "2026-01-01"), true));
  }

  @Test
  void whatAnswersOnThisMachineIsADouble() throws Exception {
    assertThat(kind("http://127.0.0.1:8080/")).isEqualTo(ServiceInfo.Kind.DOUBLE);
    assertThat(kind("http://localhost/")).isEqualTo(ServiceInfo.Kind.DOUBLE);
    assertThat(kind("https://www.cbr.ru/scripts/")).isEqualTo(ServiceInfo.Kind.REAL);
  }

  private static ServiceInfo.Kind kind(String url) throws Exception {
    try (TestSystem system = new CbrFixture().attach(Map.of("url", url))) {
      return system.service().kind();
    }
  }
}
