package dpone.certify.report.html;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A headless Chromium, driven by ChromeDriver over the W3C WebDriver protocol. */
final class Browser implements AutoCloseable {
  /** Keys of the protocol. */
  static final String TAB = "\uE004";

  static final String ENTER = "\uE007";
  static final String ESCAPE = "\uE00C";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PORT = Pattern.compile("started successfully on port (\\d+)");
  // Without these a browser that nobody sees asks its maker's hosts for this and that.
  private static final List<String> FLAGS =
      List.of(
          "--headless",
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--disable-dev-shm-usage",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          "--no-first-run",
          "--hide-scrollbars",
          "--lang=en");

  private final Process driver;
  private final String session;

  private Browser(Process driver, String session) {
    this.driver = driver;
    this.session = session;
  }

  /** Why there is none here, if there is none. */
  static Optional<String> lacking() {
    List<String> absent = new ArrayList<>();
    if (chromium().isEmpty()) {
      absent.add("chromium");
    }
    if (find("chromedriver").isEmpty()) {
      absent.add("chromedriver");
    }
    return absent.isEmpty()
        ? Optional.empty()
        : Optional.of(
            String.join(" and ", absent)
                + " not found on the PATH; install them with ./build browser");
  }

  static Browser start(Path profile) throws IOException {
    Process driver =
        new ProcessBuilder(find("chromedriver").orElseThrow().toString(), "--port=0")
            .redirectErrorStream(true)
            .start();
    try {
      String root = "http://127.0.0.1:" + port(driver);
      ObjectNode body = JSON.createObjectNode();
      ObjectNode wanted = body.putObject("capabilities").putObject("alwaysMatch");
      wanted.put("browserName", "chrome");
      wanted.putObject("timeouts").put("script", 120_000);
      wanted.putObject("goog:loggingPrefs").put("browser", "ALL").put("performance", "ALL");
      ObjectNode options = wanted.putObject("goog:chromeOptions");
      options.put("binary", chromium().orElseThrow().toString());
      ArrayNode flags = options.putArray("args");
      FLAGS.forEach(flags::add);
      flags.add("--user-data-dir=" + profile);
      JsonNode made = post(root + "/session", body);
      return new Browser(driver, root + "/session/" + made.path("sessionId").asText());
    } catch (IOException | RuntimeException failed) {
      driver.destroy();
      throw failed;
    }
  }

  void open(URI page) {
    send("/url", body -> body.put("url", page.toString()));
  }

  /** The value of an expression, which may be a promise. */
  JsonNode value(String expression) {
    return send(
        "/execute/sync",
        body -> body.put("script", "return (" + expression + ")").putArray("args"));
  }

  /** Runs statements in the page. */
  void run(String statements) {
    send("/execute/sync", body -> body.put("script", statements).putArray("args"));
  }

  /** A command of the DevTools protocol. */
  JsonNode devtools(String command, Consumer<ObjectNode> parameters) {
    return send(
        "/goog/cdp/execute",
        body -> {
          body.put("cmd", command);
          parameters.accept(body.putObject("params"));
        });
  }

  /** Presses and releases one key after the other. */
  void type(String keys) {
    send(
        "/actions",
        body -> {
          ObjectNode keyboard = body.putArray("actions").addObject();
          keyboard.put("type", "key").put("id", "keyboard");
          ArrayNode actions = keyboard.putArray("actions");
          keys.codePoints()
              .mapToObj(Character::toString)
              .forEach(key -> {
                actions.addObject().put("type", "keyDown").put("value", key);
                actions.addObject().put("type", "keyUp").put("value", key);
              });
        });
  }

  /** A screen of that size, in one of the two colour schemes. */
  void screen(int width, int height, String scheme) {
    devtools(
        "Emulation.setDeviceMetricsOverride",
        p ->
            p.put("width", width)
                .put("height", height)
                .put("deviceScaleFactor", 1)
                .put("mobile", width < 600));
    devtools(
        "Emulation.setEmulatedMedia",
        p -> {
          ArrayNode features = p.putArray("features");
          features.addObject().put("name", "prefers-color-scheme").put("value", scheme);
          features.addObject().put("name", "prefers-reduced-motion").put("value", "reduce");
        });
  }

  /** Messages of a log since it was last asked for. */
  List<String> log(String type) {
    List<String> messages = new ArrayList<>();
    send("/se/log", body -> body.put("type", type))
        .forEach(entry -> messages.add(entry.path("message").asText()));
    return messages;
  }

  /** Addresses that were asked for since this was last asked. */
  List<String> requests() throws IOException {
    List<String> addresses = new ArrayList<>();
    for (String line : log("performance")) {
      JsonNode message = JSON.readTree(line).path("message");
      if (message.path("method").asText().equals("Network.requestWillBeSent")) {
        addresses.add(message.at("/params/request/url").asText());
      }
    }
    return addresses;
  }

  @Override
  public void close() {
    try {
      HttpURLConnection call = (HttpURLConnection) URI.create(session).toURL().openConnection();
      call.setRequestMethod("DELETE");
      call.getResponseCode();
    } catch (IOException gone) {
      // Then there is nothing to end.
    }
    driver.destroy();
    try {
      if (!driver.waitFor(10, TimeUnit.SECONDS)) {
        driver.descendants().forEach(ProcessHandle::destroyForcibly);
        driver.destroyForcibly();
      }
    } catch (InterruptedException asked) {
      Thread.currentThread().interrupt();
    }
  }

  private JsonNode send(String path, Consumer<ObjectNode> fill) {
    ObjectNode body = JSON.createObjectNode();
    fill.accept(body);
    try {
      return post(session + path, body);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private static JsonNode post(String address, ObjectNode body) throws IOException {
    HttpURLConnection call = (HttpURLConnection) URI.create(address).toURL().openConnection();
    call.setRequestMethod("POST");
    call.setDoOutput(true);
    call.setReadTimeout(180_000);
    call.setRequestProperty("Content-Type", "application/json; charset=utf-8");
    call.getOutputStream().write(JSON.writeValueAsBytes(body));
    boolean good = call.getResponseCode() == 200;
    try (InputStream in = good ? call.getInputStream() : call.getErrorStream()) {
      JsonNode value = JSON.readTree(in).path("value");
      if (!good) {
        throw new IOException(address + ": " + value.path("message").asText());
      }
      return value;
    }
  }

  private static int port(Process driver) throws IOException {
    BufferedReader lines = driver.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      Matcher port = PORT.matcher(line);
      if (port.find()) {
        return Integer.parseInt(port.group(1));
      }
    }
    throw new IOException("chromedriver ended before it named its port");
  }

  private static Optional<Path> chromium() {
    return Stream.of("chromium", "chromium-browser", "google-chrome")
        .flatMap(name -> find(name).stream())
        .findFirst();
  }

  private static Optional<Path> find(String program) {
    for (String folder : String.valueOf(System.getenv("PATH")).split(File.pathSeparator)) {
      Path file = Path.of(folder, program);
      if (Files.isExecutable(file)) {
        return Optional.of(file);
      }
    }
    return Optional.empty();
  }
}
