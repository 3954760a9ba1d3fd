package dpone.toolkit.http.exchange;

import static dpone.toolkit.http.testing.RawServer.reply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.option.Secret;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.login.Logins;
import dpone.toolkit.http.testing.RawServer;
import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A defect of the reference system: a {@code next} link to another host is followed with the token
 * attached. Neither links nor redirects leave the origin here.
 */
@Tag("integration")
class RedirectTest {
  private final TestContext context = new TestContext();
  private final Secret token = Secret.of("canary-3f9a");

  private DponeException failure(HttpSession session, HttpCall call) {
    return catchThrowableOfType(DponeException.class, () -> session.send(call).close());
  }

  @Test
  void nextLinkToAnotherHostIsNotFollowedWithTheToken() throws Exception {
    try (RawServer stranger = new RawServer((asked, out) -> reply(out, 200, "", "mine now"));
        RawServer server =
            new RawServer(
                (asked, out) -> reply(out, 302, "Location: " + stranger.uri("/steal"), ""));
        HttpSession session =
            HttpSession.open(
                HttpSettings.at(server.uri("/")).login(Logins.bearer(token)), context)) {
      DponeException redirect = failure(session, HttpCall.get("test.get", server.uri("/a")));
      assertThat(redirect.code()).isEqualTo("HTTP_OTHER_ORIGIN");
      assertThat(redirect.what()).contains("http://127.0.0.1:" + stranger.port());
      Origin origin = session.settings().origin();
      assertThatThrownBy(() -> origin.require(server.uri("/a"), stranger.uri("/next").toString()))
          .isInstanceOfSatisfying(
              DponeException.class, e -> assertThat(e.code()).isEqualTo("HTTP_OTHER_ORIGIN"));
      DponeException link = failure(session, HttpCall.get("test.get", stranger.uri("/next")));
      assertThat(link.code()).isEqualTo("HTTP_OTHER_ORIGIN");
      assertThat(stranger.asked).isEmpty();
    }
  }

  @Test
  void anAllowedHostIsReachedWithoutTheLoginThatWasRedirectedThere() throws Exception {
    try (RawServer storage = new RawServer((asked, out) -> reply(out, 200, "", "a report"));
        RawServer server =
            new RawServer(
                (asked, out) -> reply(out, 302, "Location: " + storage.uri("/file?sig=1"), ""));
        HttpSession session =
            HttpSession.open(
                HttpSettings.at(server.uri("/"))
                    .login(Logins.bearer(token))
                    .downloads(Hosts.of(storage.uri("").toString())),
                context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", server.uri("/a")))) {
      assertThat(answer.text()).isEqualTo("a report");
      assertThat(server.asked)
          .extracting(asked -> asked.header("Authorization"))
          .containsOnly("Bearer canary-3f9a");
      assertThat(storage.asked)
          .extracting(asked -> asked.header("Authorization"))
          .containsExactly("");
    }
  }

  @Test
  void redirectsWithinTheOriginAreFollowedWithTheLogin() throws Exception {
    try (RawServer server =
            new RawServer((asked, out) -> {
              if (asked.target().equals("/a")) {
                reply(out, 301, "Location: b?c=1", "moved");
              } else {
                reply(out, 200, "", asked.target());
              }
            });
        HttpSession session =
            HttpSession.open(
                HttpSettings.at(server.uri("/")).login(Logins.bearer(token)), context);
        HttpAnswer answer = session.send(HttpCall.get("test.get", server.uri("/a")))) {
      assertThat(answer.text()).isEqualTo("/b?c=1");
      assertThat(answer.uri()).isEqualTo(server.uri("/b?c=1"));
      assertThat(server.asked)
          .extracting(asked -> asked.header("Authorization"))
          .containsOnly("Bearer canary-3f9a");
    }
  }

  @Test
  void circlesAndChainsEnd() throws Exception {
    try (RawServer server =
            new RawServer((asked, out) -> {
              String next = asked.target().startsWith("/chain") ? asked.target() + "x" : "/circle";
              reply(out, 307, "Location: " + next, "");
            });
        HttpSession session = HttpSession.open(HttpSettings.at(server.uri("/")), context)) {
      assertThat(failure(session, HttpCall.get("test.get", server.uri("/circle"))).code())
          .isEqualTo("HTTP_REDIRECT");
      assertThat(server.asked).hasSize(1);
      assertThat(failure(session, HttpCall.get("test.get", server.uri("/chain"))).code())
          .isEqualTo("HTTP_REDIRECT");
      assertThat(server.asked).hasSize(7);
    }
  }

  @Test
  void aPostIsRepeatedOnlyWhereTheStatusSaysSo() throws Exception {
    try (RawServer server =
            new RawServer((asked, out) -> {
              if (asked.target().equals("/done")) {
                reply(out, 200, "", asked.method() + asked.body());
              } else {
                reply(out, Integer.parseInt(asked.target().substring(1)), "Location: /done", "");
              }
            });
        HttpSession session = HttpSession.open(HttpSettings.at(server.uri("/")), context)) {
      HttpContent content = HttpContent.json("{}");
      try (HttpAnswer kept = session.ask(HttpCall.post("p", server.uri("/308"), content))) {
        assertThat(kept.text()).isEqualTo("POST{}");
      }
      try (HttpAnswer other = session.ask(HttpCall.post("p", server.uri("/303"), content))) {
        assertThat(other.text()).isEqualTo("GET");
      }
      assertThat(failure(session, HttpCall.post("p", server.uri("/302"), content)).code())
          .isEqualTo("HTTP_REDIRECT");
    }
  }

  @Test
  void aCallWithoutLoginReachesAllowedHostsAndCarriesNothing() throws Exception {
    try (RawServer storage = new RawServer((asked, out) -> reply(out, 200, "", "data"));
        RawServer server =
            new RawServer((asked, out) -> reply(out, 302, "Location: " + storage.uri("/f"), ""));
        HttpSession session =
            HttpSession.open(
                HttpSettings.at(server.uri("/"))
                    .login(Logins.bearer(token))
                    .downloads(Hosts.of("http://127.0.0.1:" + storage.port())),
                context)) {
      try (HttpAnswer answer =
          session.send(HttpCall.get("test.get", server.uri("/a")).withoutLogin())) {
        assertThat(answer.text()).isEqualTo("data");
      }
      assertThat(storage.asked.get(0).header("Authorization")).isEmpty();
      assertThat(failure(session, HttpCall.get("test.get", storage.uri("/f"))).code())
          .isEqualTo("HTTP_OTHER_ORIGIN");
      assertThat(storage.asked).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.example/x",
        "https://api.example:8443/x",
        "https://api.example.evil/x",
        "https://evil/api.example",
        "https://api.example@evil/x",
        "//evil/x",
        "https://api.example\\.evil/x",
        "ftp://api.example/x",
        "javascript:alert(1)",
        "https:///x",
        "data:text/plain,x"
      })
  void whatIsNotTheOriginIsRefused(String link) {
    Origin origin = Origin.of(URI.create("https://api.example/v1/"));
    assertThatThrownBy(() -> origin.require(URI.create("https://api.example/v1/items"), link))
        .isInstanceOf(DponeException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://api.example/v1/items?page=2",
        "https://API.example:443/v1/items?page=2",
        "/v1/items?page=2",
        "items?page=2",
        "?page=2"
      })
  void whatIsTheOriginIsTaken(String link) {
    Origin origin = Origin.of(URI.create("https://api.example/v1/"));
    URI taken = origin.require(URI.create("https://api.example/v1/items"), link);
    assertThat(taken.getQuery()).isEqualTo("page=2");
  }

  /** A manifest may write its key into any header of a connection or of a stream. */
  @Test
  void headersThatWereWrittenForTheApiDoNotGoElsewhere() throws Exception {
    try (RawServer storage = new RawServer((asked, out) -> reply(out, 200, "", "data"));
        RawServer server =
            new RawServer((asked, out) -> reply(out, 302, "Location: " + storage.uri("/f"), ""));
        HttpSession session =
            HttpSession.open(
                HttpSettings.at(server.uri("/"))
                    .header("X-Session-Key", "canary")
                    .downloads(Hosts.of("http://127.0.0.1:" + storage.port())),
                context)) {
      HttpCall call =
          HttpCall.get("test.get", server.uri("/a"))
              .header("X-Stream-Key", "canary")
              .header("Accept", "text/csv");
      session.send(call).close();
      session.send(HttpCall.get("test.get", storage.uri("/b")).withoutLogin()).close();
      assertThat(server.asked.get(0).headers()).containsValue("canary");
      assertThat(storage.asked)
          .hasSize(2)
          .allSatisfy(asked -> {
            assertThat(asked.headers()).doesNotContainValue("canary");
            assertThat(asked.header("User-Agent")).isEqualTo("dpone");
          });
      assertThat(storage.asked.get(0).header("Accept")).isEqualTo("text/csv");
    }
  }

  @Test
  void whatSystemsWriteCarelesslyIsEncoded() {
    Origin origin = Origin.of(URI.create("https://api.example/"));
    assertThat(
            origin.require(
                URI.create("https://api.example/a"), "/b?filter=[x]|\"y z\"&q={1}&p=%20"))
        .hasToString("https://api.example/b?filter=%5Bx%5D%7C%22y%20z%22&q=%7B1%7D&p=%20");
  }

  @Test
  void hostsAreAllowedByNameAndBelowAName() {
    Hosts hosts = Hosts.of("storage.example", "*.cdn.example", "http://127.0.0.1:81");
    for (String yes :
        new String[] {
          "https://storage.example/a", "https://a.b.cdn.example/x", "http://127.0.0.1:81/y"
        }) {
      assertThat(hosts.allow(URI.create(yes))).as(yes).isTrue();
    }
    for (String no :
        new String[] {
          "http://storage.example/a",
          "https://storage.example:444/a",
          "https://cdn.example/x",
          "https://evilcdn.example/x",
          "https://x.storage.example/",
          "http://127.0.0.1/y",
          "https://user@storage.example/a"
        }) {
      assertThat(hosts.allow(URI.create(no))).as(no).isFalse();
    }
    assertThatThrownBy(() -> Hosts.of("*")).isInstanceOf(DponeException.class);
    assertThatThrownBy(() -> Hosts.of("a b.c")).isInstanceOf(DponeException.class);
  }
}
