package dpone.toolkit.http.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.DponeException;
import dpone.spi.option.Secret;
import dpone.toolkit.http.export.ExportTicket;
import dpone.toolkit.http.login.ServiceAccount;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

/** Whatever the other side writes is read or refused by name, and never leads anywhere else. */
class ParserFuzzTest {
  private static final URI BASE = URI.create("https://api.example/v1/items?page=1");
  private static final Origin ORIGIN = Origin.of(BASE);

  /** Pieces of addresses in any order, which meets far more than random characters do. */
  @Provide
  Arbitrary<String> links() {
    Arbitrary<String> pieces =
        Arbitraries.of(
            "https:",
            "http:",
            "//",
            "/",
            "\\",
            "api.example",
            "API.EXAMPLE",
            "evil",
            "@",
            ":",
            "443",
            "80",
            "?",
            "#",
            "&",
            "=",
            "..",
            ".",
            "%2F",
            "%",
            "%zz",
            " ",
            "\t",
            "\u0000",
            "[",
            "]",
            "::1",
            "é",
            "\u202e",
            "user:pw@",
            "javascript:",
            "a",
            "|");
    return pieces.list().ofMaxSize(12).map(list -> String.join("", list));
  }

  @Property(tries = 5_000)
  void noLinkLeavesTheOrigin(@ForAll("links") String link) {
    URI target;
    try {
      target = ORIGIN.require(BASE, link);
    } catch (DponeException refused) {
      assertThat(refused.code()).isIn("HTTP_OTHER_ORIGIN", "HTTP_REDIRECT");
      assertThat(refused.what()).doesNotContain("pw");
      return;
    }
    assertThat(target.getScheme()).isEqualToIgnoringCase("https");
    assertThat(target.getHost()).isEqualToIgnoringCase("api.example");
    assertThat(target.getPort()).isIn(-1, 443);
    assertThat(target.getRawUserInfo()).isNull();
  }

  @Property(tries = 2_000)
  void noRuleAllowsWhatItDoesNotName(@ForAll("links") String link) {
    URI target;
    try {
      target = Origin.resolve(BASE, link);
    } catch (java.net.URISyntaxException none) {
      return;
    }
    Hosts hosts = Hosts.of("storage.example", "*.cdn.example");
    assertThat(hosts.allow(target)).isFalse();
    String shown = new Redactor(Set.of(), List::of).address(target);
    // A query that looks like a login is none.
    String authority = shown.split("/", 3)[2].split("[/?#]", 2)[0];
    assertThat(authority).doesNotContain("pw");
  }

  @Property(tries = 1_000)
  void anyContentTypeHasACharsetOrNone(@ForAll @StringLength(max = 60) String value) {
    for (String text :
        new String[] {value, "text/csv; charset=" + value, "a;charset=\"" + value + "\""}) {
      Headers headers = new Headers(Map.of("Content-Type", List.of(text)));
      assertThat(headers.mediaType()).isNotNull();
      try {
        headers.charset();
      } catch (IllegalArgumentException unknown) {
        assertThat(unknown).hasMessageContaining("is not known");
      }
    }
  }

  @Property(tries = 500)
  void anyTextIsAKeyOrNone(@ForAll @StringLength(max = 200) String text) {
    for (String pem :
        new String[] {
          text,
          "-----BEGIN PRIVATE KEY-----" + text + "-----END PRIVATE KEY-----",
          "-----BEGIN ENCRYPTED PRIVATE KEY-----" + text + "-----END ENCRYPTED PRIVATE KEY-----"
        }) {
      try {
        assertThat(Pem.privateKey(pem, Secret.of("p"))).isNull();
      } catch (GeneralSecurityException none) {
        // as it should be
      }
    }
  }

  @Property(tries = 500)
  void anyBase64IsAKeyOrNone(@ForAll @Size(max = 200) byte[] bytes) {
    anyTextIsAKeyOrNone(java.util.Base64.getEncoder().encodeToString(bytes));
  }

  @Property(tries = 500)
  void anyTextIsAServiceAccountOrNone(@ForAll @StringLength(max = 100) String text) {
    for (String json :
        new String[] {
          text, "{\"client_email\":\"" + text + "\"}", "{\"private_key\":" + text + "}"
        }) {
      try {
        assertThat(ServiceAccount.read(Secret.of(json))).isNull();
      } catch (DponeException refused) {
        assertThat(refused.code()).isEqualTo("HTTP_INVALID_OPTION");
      }
    }
  }

  @Property(tries = 500)
  void aTicketIsReadBack(
      @ForAll @StringLength(min = 1, max = 50) String id,
      @ForAll @LongRange(min = -1_000_000_000, max = 100_000_000_000L) long at,
      @ForAll @Size(max = 5)
          Map<@AlphaChars @StringLength(min = 1, max = 9) String, String> facts) {
    ExportTicket ticket = new ExportTicket(id, Instant.ofEpochSecond(at), facts);
    assertThat(ExportTicket.fromMap(ticket.toMap())).contains(ticket);
  }

  @Property(tries = 500)
  void anyMapIsATicketOrNone(
      @ForAll @Size(max = 5) Map<String, String> map, @ForAll String id, @ForAll String at) {
    Map<String, String> all = new java.util.HashMap<>(map);
    assertThat(ExportTicket.fromMap(all)).isNotNull();
    all.put("id", id);
    all.put("started_at", at);
    ExportTicket.fromMap(all).ifPresent(ticket -> assertThat(ticket.id()).isNotEmpty());
  }
}
