package dpone.certify.kit;

import java.util.List;
import java.util.Map;

/** Changes what a system asks for at its door. */
public interface Credentials {
  /**
   * Makes the system accept exactly these secrets, and none from before, for a login of the trial's
   * own that may do what the standard one may.
   *
   * @param secrets values by the name of the connection's secret option
   * @return connection options of that login, the secrets that it asks for among them
   */
  Map<String, Object> login(Map<String, String> secrets) throws Exception;

  /**
   * Kinds of login that the system knows, such as {@code basic} and {@code oauth2}: each of them is
   * tried with the secrets that it asks for.
   */
  default List<String> kinds() {
    return List.of("");
  }

  /**
   * The same as {@link #login(Map)} for a login of a kind.
   *
   * @param kind one of {@link #kinds}
   * @param secrets values for every secret option that is not among {@link #others}
   * @return connection options of that login, those of its secrets that it asks for among them
   */
  default Map<String, Object> login(String kind, Map<String, String> secrets) throws Exception {
    return login(secrets);
  }

  /**
   * A value for a secret that cannot be any text, such as a private key.
   *
   * @param option the connection's secret option
   * @param text a text that occurs nowhere else, of characters that URLs, shells and files trip
   *     over
   * @return the text, or a value of the form that is asked for, another one each time
   */
  default String secret(String option, String text) {
    return text;
  }

  /** Secret options that no login here asks for, each with the reason; others are tried. */
  default Map<String, String> others() {
    return Map.of();
  }
}
