package dpone.toolkit.http.exchange;

import dpone.spi.option.Secret;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Makes text fit to be seen: every known secret, also as addresses, JSON, XML and Base64 write it,
 * and every parameter of an address whose name says that it is one, becomes {@code ***}.
 * Thread-safe.
 */
public final class Redactor {
  private static final String MASK = "***";
  private static final int SHOWN = 300;

  /** Texts from that length on, in characters, may have been cut off already. */
  private static final int CUT = 2 << 10;

  private static final int SHOWN_ADDRESS = 600;

  /** Parameters that hold secrets wherever they are met; signatures of storage links among them. */
  private static final Set<String> PARAMETERS =
      Set.of(
          "access_key",
          "access_token",
          "accesskey",
          "api_key",
          "api_token",
          "apikey",
          "app_id",
          "assertion",
          "auth_token",
          "authorization",
          "client_secret",
          "code",
          "id_token",
          "jwt",
          "key",
          "passwd",
          "password",
          "refresh_token",
          "secret",
          "secretkey",
          "sig",
          "signature",
          "token",
          "x-amz-credential",
          "x-amz-security-token",
          "x-amz-signature",
          "x-goog-credential",
          "x-goog-signature");

  private final Set<String> parameters;
  private final Supplier<List<Secret>> secrets;

  /**
   * A redactor.
   *
   * @param more names of further parameters that hold secrets
   * @param secrets the values known now; asked each time
   */
  public Redactor(Set<String> more, Supplier<List<Secret>> secrets) {
    Set<String> all = new HashSet<>(PARAMETERS);
    more.forEach(name -> all.add(name.toLowerCase(Locale.ROOT)));
    this.parameters = Set.copyOf(all);
    this.secrets = secrets;
  }

  /** The text without secrets. */
  public String text(String text) {
    return masked(text, forms());
  }

  /** The start of a text without secrets, in one line. */
  public String start(String text) {
    List<String> forms = forms();
    String shown = masked(text, forms).strip().replaceAll("\\s+", " ");
    // What was cut off may be the rest of a secret, which is then not known as one.
    int tail = forms.isEmpty() || text.length() < CUT ? 0 : forms.get(0).length();
    int whole = Math.max(0, shown.length() - tail);
    return shown.length() <= Math.min(SHOWN, whole)
        ? shown
        : shown.substring(0, Math.min(SHOWN, whole)) + "...";
  }

  /** An address without secrets. */
  public String address(URI uri) {
    StringBuilder shown = new StringBuilder();
    shown.append(uri.getScheme()).append("://").append(uri.getHost());
    if (uri.getPort() >= 0) {
      shown.append(':').append(uri.getPort());
    }
    shown.append(uri.getRawPath() == null ? "" : uri.getRawPath());
    if (uri.getRawQuery() != null) {
      shown.append('?').append(query(uri.getRawQuery()));
    }
    String text = text(shown.toString());
    return text.length() <= SHOWN_ADDRESS ? text : text.substring(0, SHOWN_ADDRESS) + "...";
  }

  /** Whether a failure can be shown with all that caused it. */
  boolean clean(Throwable failure) {
    List<String> forms = forms();
    int depth = 0;
    for (Throwable t = failure; t != null && depth < 32; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      if (!masked(message, forms).equals(message)) {
        return false;
      }
      depth++;
    }
    return true;
  }

  private String query(String raw) {
    List<String> shown = new ArrayList<>();
    for (String pair : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      boolean hidden = equals >= 0 && parameters.contains(name(pair.substring(0, equals)));
      shown.add(hidden ? pair.substring(0, equals + 1) + MASK : pair);
    }
    return String.join("&", shown);
  }

  private static String name(String raw) {
    try {
      return URLDecoder.decode(raw, StandardCharsets.UTF_8).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException malformed) {
      return raw.toLowerCase(Locale.ROOT);
    }
  }

  /** The longest first, so that none is masked in part. */
  private List<String> forms() {
    Set<String> forms = new HashSet<>();
    for (Secret secret : secrets.get()) {
      String value = secret.reveal();
      add(forms, value);
      // As it is sent where it was read from a file that ends with a new line.
      add(forms, value.strip());
      decoded(value).ifPresent(plain -> add(forms, plain));
    }
    forms.remove("");
    return forms.stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
  }

  private static Optional<String> decoded(String value) {
    try {
      return Optional.of(URLDecoder.decode(value, StandardCharsets.UTF_8));
    } catch (IllegalArgumentException none) {
      return Optional.empty();
    }
  }

  private static void add(Set<String> forms, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    String encoded = URLEncoder.encode(value, StandardCharsets.UTF_8);
    forms.add(value);
    forms.add(encoded);
    forms.add(encoded.replace("+", "%20"));
    forms.add(Base64.getEncoder().withoutPadding().encodeToString(bytes));
    forms.add(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
    String json = value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    forms.add(json);
    forms.add(json.replace("/", "\\/"));
    forms.add(
        value
            .replace("&", "&amp;")
            .replace("<", "&lt;")
            .replace(">", "&gt;")
            .replace("\"", "&quot;"));
  }

  private static String masked(String text, List<String> forms) {
    if (forms.isEmpty() || text.isEmpty()) {
      return text;
    }
    String any = forms.stream().map(Pattern::quote).collect(Collectors.joining("|"));
    return Pattern.compile(any, Pattern.CASE_INSENSITIVE)
        .matcher(text)
        .replaceAll(Matcher.quoteReplacement(MASK));
  }
}
