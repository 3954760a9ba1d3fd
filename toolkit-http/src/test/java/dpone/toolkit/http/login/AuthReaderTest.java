package dpone.toolkit.http.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dpone.spi.error.DponeException;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.spi.testing.TestContext;
import dpone.toolkit.http.exchange.Credential;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Login;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A manifest's options make the login that they say, or are refused by name. */
@Tag("unit")
class AuthReaderTest {
  private static Map<String, Object> options(Object... pairs) {
    Map<String, Object> all = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      all.put((String) pairs[i], pairs[i + 1]);
    }
    return all;
  }

  private static Credential credential(Object... pairs) {
    Login.Maker maker = AuthReader.read(Options.of(options(pairs)), "connection.auth");
    return maker
        .open(HttpSettings.at(URI.create("https://api.example/")), new TestContext())
        .credential();
  }

  private static Secret secret(String text) {
    return Secret.of(text);
  }

  @Test
  void everyTypeHasItsCredential() {
    assertThat(credential()).isEqualTo(Credential.NONE);
    assertThat(credential("type", "none")).isEqualTo(Credential.NONE);
    assertThat(credential("type", "bearer", "token", secret("t")))
        .isEqualTo(Credential.header("Authorization", "Bearer t"));
    assertThat(
            credential("type", "bearer", "token", secret("t"), "prefix", "OAuth", "header", "X-A"))
        .isEqualTo(Credential.header("X-A", "OAuth t"));
    assertThat(credential("type", "bearer", "token", secret("t"), "prefix", ""))
        .isEqualTo(Credential.header("Authorization", "t"));
    assertThat(credential("type", "api_key", "api_key", secret("k")))
        .isEqualTo(Credential.header("X-API-Key", "k"));
    assertThat(credential("type", "api_key", "api_key", secret("k"), "parameter", "app_id"))
        .isEqualTo(Credential.parameter("app_id", "k"));
    assertThat(
            credential(
                "type",
                "header",
                "format",
                "Mindbox secretKey=\"{secret}\"",
                "secret",
                secret("s")))
        .isEqualTo(Credential.header("Authorization", "Mindbox secretKey=\"s\""));
    assertThat(credential("type", "basic", "username", "u").headers())
        .containsEntry("Authorization", "Basic dTo=");
  }

  @ParameterizedTest
  @CsvSource({
    "basic,username",
    "bearer,token",
    "api_key,api_key",
    "header,format",
    "oauth2_client_credentials,token_url",
    "oauth2_refresh_token,refresh_token",
    "service_account,service_account_key_file"
  })
  void whatIsMissingIsNamed(String type, String option) {
    Map<String, Object> given = options("type", type);
    if (type.equals("oauth2_refresh_token")) {
      given.put("token_url", "https://t.example/");
    }
    DponeException failure =
        catchThrowableOfType(
            DponeException.class, () -> AuthReader.read(Options.of(given), "connection.auth"));
    assertThat(failure.code()).isEqualTo("HTTP_INVALID_OPTION");
    assertThat(failure.what())
        .isEqualTo("connection.auth: type is " + type + ", and " + option + " is missing");
    assertThat(failure.remedy()).isEqualTo("set connection.auth." + option);
  }

  @Test
  void whatIsOfAnotherTypeIsRefused() {
    DponeException failure =
        catchThrowableOfType(
            DponeException.class,
            () ->
                AuthReader.read(
                    Options.of(
                        options("type", "basic", "username", "u", "token", secret("canary"))),
                    "connection.auth"));
    assertThat(failure.what()).isEqualTo("connection.auth: token is not for type basic");
    assertThat(failure.oneLine()).doesNotContain("canary");
    assertThat(
            catchThrowableOfType(
                    DponeException.class,
                    () ->
                        AuthReader.read(
                            Options.of(
                                options(
                                    "type",
                                    "api_key",
                                    "api_key",
                                    secret("k"),
                                    "parameter",
                                    "p",
                                    "header",
                                    "h")),
                            "a"))
                .what())
        .contains("both given");
    assertThat(
            catchThrowableOfType(
                    DponeException.class,
                    () ->
                        AuthReader.read(
                            Options.of(
                                options(
                                    "type", "header", "format", "no place", "secret", secret("k"))),
                            "a"))
                .what())
        .contains("{secret}");
  }

  @Test
  void anAddressWithAPasswordIsRefusedWithoutShowingIt() {
    DponeException failure =
        catchThrowableOfType(
            DponeException.class,
            () ->
                AuthReader.read(
                    Options.of(
                        options(
                            "type",
                            "oauth2_client_credentials",
                            "token_url",
                            "https://u:canary@t.example/",
                            "client_id",
                            "a",
                            "client_secret",
                            secret("b"))),
                    "connection.auth"));
    assertThat(failure.oneLine()).doesNotContain("canary");
  }

  /** Every option of the group is of some type, so that none is dead. */
  @Test
  void everyOptionIsUsed() {
    for (var option : AuthOptions.GROUP.fields()) {
      if (!option.name().equals("type")) {
        DponeException failure =
            catchThrowableOfType(
                DponeException.class,
                () ->
                    AuthReader.read(
                        Options.of(options("type", "none", option.name(), "x")), "auth"));
        assertThat(failure.what()).isEqualTo("auth: " + option.name() + " is not for type none");
      }
    }
  }
}
