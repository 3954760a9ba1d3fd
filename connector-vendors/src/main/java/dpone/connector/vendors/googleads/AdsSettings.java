package dpone.connector.vendors.googleads;

import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import dpone.toolkit.http.error.HttpCode;
import dpone.toolkit.http.exchange.HttpSettings;
import dpone.toolkit.http.exchange.Login;
import dpone.toolkit.http.exchange.Origin;
import dpone.toolkit.http.limit.Limits;
import dpone.toolkit.http.limit.Rate;
import dpone.toolkit.http.login.Grant;
import dpone.toolkit.http.login.Logins;
import dpone.toolkit.http.login.ServiceAccount;
import dpone.toolkit.http.login.TokenSettings;
import dpone.toolkit.http.option.HttpReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A connection's options, checked.
 *
 * @param http where the service is, who calls, how often
 * @param developerToken of the application
 * @param loginCustomer the manager account through which accounts are reached
 * @param customers accounts that are asked, ten digits each
 */
record AdsSettings(
    HttpSettings http,
    Secret developerToken,
    Optional<String> loginCustomer,
    List<String> customers) {
  private static final String SCOPE = "https://www.googleapis.com/auth/adwords";

  AdsSettings {
    customers = List.copyOf(customers);
  }

  /** Reads the options of a connection. */
  static AdsSettings of(Options options) {
    HttpSettings http =
        HttpSettings.at(Origin.address(options.string(AdsOptions.URL), AdsOptions.URL))
            .limits(Limits.of(Rate.perSecond(1).burst(5)))
            .login(login(options));
    List<String> customers = new ArrayList<>();
    for (String id : options.strings(AdsOptions.CUSTOMERS)) {
      customers.add(customer(id, AdsOptions.CUSTOMERS));
    }
    if (customers.isEmpty()) {
      throw missing(AdsOptions.CUSTOMERS);
    }
    return new AdsSettings(
        HttpReader.apply(http, options, "connection"),
        secret(options, AdsOptions.DEVELOPER_TOKEN),
        options
            .findString(AdsOptions.LOGIN_CUSTOMER)
            .map(id -> customer(id, AdsOptions.LOGIN_CUSTOMER)),
        customers.stream().distinct().toList());
  }

  private static Login.Maker login(Options options) {
    if (options.string(AdsOptions.AUTH_TYPE).equals(AdsOptions.SERVICE_ACCOUNT)) {
      return ServiceAccount.read(secret(options, AdsOptions.JSON_KEY))
          .login(SCOPE, options.findString(AdsOptions.SUBJECT).orElse(""));
    }
    TokenSettings tokens =
        TokenSettings.at(Origin.address(options.string(AdsOptions.TOKEN_URI), AdsOptions.TOKEN_URI))
            .client(
                options
                    .findString(AdsOptions.CLIENT_ID)
                    .orElseThrow(() -> missing(AdsOptions.CLIENT_ID)),
                secret(options, AdsOptions.CLIENT_SECRET))
            .secretInBody();
    return Logins.token(tokens, new Grant.RefreshToken(secret(options, AdsOptions.REFRESH_TOKEN)));
  }

  private static Secret secret(Options options, String name) {
    return options.secret(name).filter(given -> !given.isEmpty()).orElseThrow(() -> missing(name));
  }

  /** The digits of an account's number, which people write with hyphens. */
  private static String customer(String id, String option) {
    String digits = id.strip().replace("-", "");
    if (!digits.matches("[0-9]{1,10}")) {
      throw HttpCode.INVALID_OPTION
          .error(option + " is no account number: " + id)
          .remedy("write it as 1234567890 or 123-456-7890")
          .build();
    }
    return digits;
  }

  private static DponeException missing(String option) {
    return DponeException.of(
            ErrorCategory.CONFIG, HttpCode.INVALID_OPTION.code(), "the connection lacks " + option)
        .remedy("give " + option + ", or choose another auth_type")
        .build();
  }
}
