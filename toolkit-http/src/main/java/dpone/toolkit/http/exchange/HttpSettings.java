package dpone.toolkit.http.exchange;

import dpone.toolkit.http.limit.Limits;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How an API is called.
 *
 * @param origins where the login may go, the usual one first
 * @param downloads hosts that calls without the login may reach beside those
 * @param login who calls
 * @param headers of every request, such as {@code Accept}
 * @param secretParameters names of parameters of addresses that are never shown, beside those that
 *     {@link Redactor} knows
 * @param timeouts how long a call may take
 * @param wire proxy and certificates
 * @param limits rates of the credential
 * @param verdicts what answers mean beyond their status
 * @param waits headers that tell how long to wait
 * @param wholeBytes a body up to that many bytes, decoded, is read whole inside the retried call,
 *     as far as the run's memory allows
 * @param redirects how many in a row are followed
 * @param html whether web pages are answers
 */
public record HttpSettings(
    List<Origin> origins,
    Hosts downloads,
    Login.Maker login,
    Map<String, String> headers,
    Set<String> secretParameters,
    Timeouts timeouts,
    Wire wire,
    Limits limits,
    Verdicts verdicts,
    Waits waits,
    int wholeBytes,
    int redirects,
    boolean html) {
  /** Usual size of a body that is held in memory. */
  public static final int WHOLE_BYTES = 4 << 20;

  private static final int REDIRECTS = 5;

  /** Copies the collections. */
  public HttpSettings {
    origins = List.copyOf(origins);
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    secretParameters = Set.copyOf(secretParameters);
    if (origins.isEmpty() || wholeBytes < 1 || redirects < 0) {
      throw new IllegalArgumentException("no origin, or a negative bound");
    }
  }

  /** The usual settings of an API at that address, nobody logged in. */
  public static HttpSettings at(URI address) {
    return new HttpSettings(
        List.of(Origin.of(address)),
        Hosts.NONE,
        Login.NONE,
        Map.of("User-Agent", "dpone"),
        Set.of(),
        Timeouts.STANDARD,
        Wire.PLAIN,
        Limits.NONE,
        Verdicts.BY_STATUS,
        Waits.STANDARD,
        WHOLE_BYTES,
        REDIRECTS,
        false);
  }

  /** The usual origin. */
  public Origin origin() {
    return origins.get(0);
  }

  /** The same way to another address: nobody logged in, no limits, no hosts beside. */
  public HttpSettings elsewhere(URI address) {
    return at(address).wire(wire).timeouts(timeouts);
  }

  /** The same, and the login goes there, too. */
  public HttpSettings alsoAt(Origin origin) {
    List<Origin> more = new java.util.ArrayList<>(origins);
    more.add(origin);
    return with(more, downloads, login, headers, secretParameters);
  }

  /** The same with hosts for calls without the login. */
  public HttpSettings downloads(Hosts hosts) {
    return with(origins, hosts, login, headers, secretParameters);
  }

  /** The same with that login. */
  public HttpSettings login(Login.Maker maker) {
    return with(origins, downloads, maker, headers, secretParameters);
  }

  /** The same with one more header. */
  public HttpSettings header(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return with(origins, downloads, login, more, secretParameters);
  }

  /** The same with more parameters that are never shown. */
  public HttpSettings hiding(Set<String> names) {
    Set<String> more = new java.util.HashSet<>(secretParameters);
    more.addAll(names);
    return with(origins, downloads, login, headers, more);
  }

  private HttpSettings with(
      List<Origin> newOrigins,
      Hosts newDownloads,
      Login.Maker newLogin,
      Map<String, String> newHeaders,
      Set<String> newSecretParameters) {
    return new HttpSettings(
        newOrigins,
        newDownloads,
        newLogin,
        newHeaders,
        newSecretParameters,
        timeouts,
        wire,
        limits,
        verdicts,
        waits,
        wholeBytes,
        redirects,
        html);
  }

  /** The same with other timeouts. */
  public HttpSettings timeouts(Timeouts other) {
    return with(other, wire, limits, verdicts, waits, wholeBytes, html);
  }

  /** The same with another proxy or other certificates. */
  public HttpSettings wire(Wire other) {
    return with(timeouts, other, limits, verdicts, waits, wholeBytes, html);
  }

  /** The same with other limits. */
  public HttpSettings limits(Limits other) {
    return with(timeouts, wire, other, verdicts, waits, wholeBytes, html);
  }

  /** The same with other verdicts. */
  public HttpSettings verdicts(Verdicts other) {
    return with(timeouts, wire, limits, other, waits, wholeBytes, html);
  }

  /** The same with other headers that tell how long to wait. */
  public HttpSettings waits(Waits other) {
    return with(timeouts, wire, limits, verdicts, other, wholeBytes, html);
  }

  /** The same with another bound of what is held in memory. */
  public HttpSettings wholeBytes(int bytes) {
    return with(timeouts, wire, limits, verdicts, waits, bytes, html);
  }

  /** The same where web pages are answers. */
  public HttpSettings takingHtml() {
    return with(timeouts, wire, limits, verdicts, waits, wholeBytes, true);
  }

  private HttpSettings with(
      Timeouts newTimeouts,
      Wire newWire,
      Limits newLimits,
      Verdicts newVerdicts,
      Waits newWaits,
      int newWholeBytes,
      boolean newHtml) {
    return new HttpSettings(
        origins,
        downloads,
        login,
        headers,
        secretParameters,
        newTimeouts,
        newWire,
        newLimits,
        newVerdicts,
        newWaits,
        newWholeBytes,
        redirects,
        newHtml);
  }
}
