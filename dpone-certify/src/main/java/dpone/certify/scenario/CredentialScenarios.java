package dpone.certify.scenario;

import dpone.certify.child.Child;
import dpone.certify.child.Order;
import dpone.certify.kit.Credentials;
import dpone.certify.kit.TestRow;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.spi.Endpoint;
import dpone.spi.error.DponeException;
import dpone.spi.option.Option;
import dpone.spi.option.OptionType;
import dpone.spi.source.Source;
import dpone.spi.source.StreamSelection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Credentials, from every provider, right and wrong, and where they must never turn up. */
final class CredentialScenarios {
  private static final String VARIABLE = "CERTIFY_SECRET_";
  private static final String AUTHENTICATION = "authentication";

  private CredentialScenarios() {}

  static List<Scenario> all() {
    return List.of(
        new Scenario("BETA-1.present", CredentialScenarios::present),
        new Scenario("BETA-1.missing", CredentialScenarios::missing),
        new Scenario("BETA-1.malformed", CredentialScenarios::malformed),
        new Scenario("BETA-1.rotated", CredentialScenarios::rotated),
        new Scenario("BETA-1.canary", CredentialScenarios::canary));
  }

  private static List<String> options(Trial trial) throws Untried {
    List<String> secret =
        trial.descriptor().connection().options().stream()
            .filter(option -> option.type() == OptionType.SECRET)
            .map(Option::name)
            .toList();
    if (secret.isEmpty()) {
      throw Untried.notApplicable("its connection has no secret");
    }
    Map<String, String> others = credentials(trial).others();
    return secret.stream().filter(option -> !others.containsKey(option)).toList();
  }

  private static Credentials credentials(Trial trial) throws Untried {
    return trial
        .system()
        .credentials()
        .orElseThrow(() -> Untried.missing("its fixture cannot change what the system accepts"));
  }

  /** Values with what URLs, shells and property files trip over, none of them like another. */
  private static Map<String, String> values(List<String> options) {
    Map<String, String> values = new TreeMap<>();
    for (String option : options) {
      values.put(option, "k#" + UUID.randomUUID() + "$'\"@:/%41&=;+ \\x");
    }
    return values;
  }

  private static Load load(Trial trial, String name) throws Exception {
    List<TestRow> rows = Samples.plain(1, 20);
    return trial.load(Samples.table(name), rows, trial.whole());
  }

  /** The pipeline over a login, its secrets written in some way. */
  private static Map<String, Object> manifest(
      Load load, Map<String, Object> login, List<String> options, UnaryOperator<String> written) {
    Map<String, Object> manifest = load.manifest();
    for (String end : List.of("source", "sink")) {
      Map<String, Object> connection = PipelineText.group(manifest, end, "connection");
      connection.clear();
      connection.putAll(login);
      for (String option : options) {
        String text = written.apply(option);
        if (text.isEmpty()) {
          connection.remove(option);
        } else {
          connection.put(option, text);
        }
      }
    }
    return manifest;
  }

  private static Dpone withEnvironment(Trial trial, Map<String, String> values) {
    Map<String, String> variables = new TreeMap<>();
    values.forEach((option, value) -> variables.put(VARIABLE + option, value));
    return trial.bench().builder().secrets(SecretResolver.of(variables)).build();
  }

  private static String variable(String option) {
    return "${" + VARIABLE + option + "}";
  }

  private static Path file(Trial trial, String option) throws IOException {
    return Files.createDirectories(trial.folder().resolve("secrets")).resolve(option + ".txt");
  }

  private static String reference(Trial trial, String option) {
    return "${file:" + trial.folder().resolve("secrets").resolve(option + ".txt") + "}";
  }

  private static void save(Trial trial, Map<String, String> values) throws IOException {
    for (Map.Entry<String, String> value : values.entrySet()) {
      Files.writeString(file(trial, value.getKey()), value.getValue() + "\n");
    }
  }

  private static String present(Trial trial) throws Exception {
    List<String> options = options(trial);
    Map<String, String> values = values(options);
    Map<String, Object> login = credentials(trial).login(values);
    save(trial, values);
    Load load = load(trial, "secret_present");
    Map<String, UnaryOperator<String>> providers = new LinkedHashMap<>();
    providers.put("environment", CredentialScenarios::variable);
    providers.put("file", option -> reference(trial, option));
    providers.put("inline", option -> "${inline:" + values.get(option) + "}");
    try (Dpone dpone = withEnvironment(trial, values)) {
      for (Map.Entry<String, UnaryOperator<String>> provider : providers.entrySet()) {
        Path file = trial.write(manifest(load, login, options, provider.getValue()));
        RunResult run = trial.run(dpone, file);
        Mismatch.unless(run.succeeded(), "secret from " + provider.getKey() + ": " + run.message());
        load.expect("with a secret from " + provider.getKey(), Samples.plain(1, 20));
      }
    }
    Map<String, String> others = credentials(trial).others();
    return String.join(", ", options)
        + " from "
        + String.join(", ", providers.keySet())
        + (others.isEmpty() ? "" : "; not tried: " + others);
  }

  private static String missing(Trial trial) throws Exception {
    List<String> options = options(trial);
    Map<String, Object> login = credentials(trial).login(values(options));
    Load load = load(trial, "secret_missing");
    try (Dpone dpone = withEnvironment(trial, Map.of())) {
      for (String option : options) {
        UnaryOperator<String> noFile = o -> "${file:" + trial.folder().resolve("no-secret") + "}";
        for (UnaryOperator<String> written : List.of(CredentialScenarios::variable, noFile)) {
          RunResult run =
              trial.run(dpone, trial.write(manifest(load, login, List.of(option), written)));
          Mismatch.unless(
              run.code().equals("SECRET_MISSING") && run.message().contains(option),
              "a missing " + option + " is not named: " + run.message());
        }
        if (!login.containsKey(option)) {
          continue; // The system asks for it in other kinds of login only.
        }
        RunResult without =
            trial.run(dpone, trial.write(manifest(load, login, List.of(option), o -> "")));
        Mismatch.unless(!without.succeeded(), "a run without " + option + " succeeded");
        String category = without.receipt().path("error").path("category").asText("config");
        Mismatch.unless(
            category.equals(AUTHENTICATION) || category.equals("config"),
            "a run without " + option + " fails as " + category + ": " + without.message());
      }
    }
    Mismatch.unless(
        !trial.route().sink().exists(load.target()), "a run without a secret made its target");
    return "named where missing from environment and file; refused where left out";
  }

  private static String malformed(Trial trial) throws Exception {
    List<String> options = options(trial);
    Map<String, String> right = values(options);
    Map<String, Object> login = credentials(trial).login(right);
    Map<String, String> wrong = values(options);
    Load load = load(trial, "secret_malformed");
    try (Dpone dpone = withEnvironment(trial, wrong)) {
      UnaryOperator<String> unclosed = option -> "${" + wrong.get(option);
      RunResult cut = trial.run(dpone, trial.write(manifest(load, login, options, unclosed)));
      Mismatch.unless(
          cut.code().equals("MANIFEST_REFERENCE"),
          "a reference without its end is not refused: " + cut.message());
      leaks(wrong, cut.message(), "the refusal of a malformed reference");
      RunResult refused =
          trial.run(
              dpone, trial.write(manifest(load, login, options, CredentialScenarios::variable)));
      Mismatch.unless(
          refused.receipt().path("error").path("category").asText().equals(AUTHENTICATION),
          "a wrong secret is not refused as authentication: " + refused.message());
    }
    // Asked without the runtime, which would mask what the connector says.
    Map<String, Object> connection = new LinkedHashMap<>(login);
    connection.putAll(wrong);
    leaks(wrong, failure(trial, connection, load.stream()), "the connector's own refusal");
    Mismatch.unless(
        !trial.route().sink().exists(load.target()), "a run with a wrong secret made its target");
    return "a reference without its end and a wrong value are refused and not repeated";
  }

  private static String rotated(Trial trial) throws Exception {
    List<String> options = options(trial);
    Map<String, String> first = values(options);
    Map<String, Object> login = credentials(trial).login(first);
    save(trial, first);
    Load load = load(trial, "secret_rotated");
    Path file = trial.write(manifest(load, login, options, o -> reference(trial, o)));
    try (Dpone dpone = withEnvironment(trial, Map.of())) {
      RunResult before = trial.run(dpone, file);
      Mismatch.unless(before.succeeded(), "before the change: " + before.message());
      Map<String, String> second = values(options);
      credentials(trial).login(second);
      RunResult stale = trial.run(dpone, file);
      Mismatch.unless(
          stale.receipt().path("error").path("category").asText().equals(AUTHENTICATION),
          "a secret that the system no longer takes is not refused: " + stale.message());
      save(trial, second);
      RunResult after = trial.run(dpone, file);
      Mismatch.unless(
          after.succeeded(), "a secret that changed is not read anew: " + after.message());
    }
    return "the old value was refused, the new one was read by the same process";
  }

  private static String canary(Trial trial) throws Exception {
    List<String> options = options(trial);
    Map<String, String> canaries = values(options);
    Map<String, Object> login = credentials(trial).login(canaries);
    save(trial, canaries);
    Load load = load(trial, "secret_canary");
    Map<String, Object> good = manifest(load, login, options, o -> reference(trial, o));
    searchRun(trial, canaries, good, "a run that succeeds");
    Map<String, Object> bad = manifest(load, login, options, o -> reference(trial, o));
    PipelineText.group(bad, "source").put("streams", List.of(Map.of("name", "no_such_stream")));
    searchRun(trial, canaries, bad, "a run that fails");
    credentials(trial).login(values(options));
    searchRun(trial, canaries, good, "a run that is refused");
    Map<String, Object> connection = new LinkedHashMap<>(login);
    connection.putAll(canaries);
    leaks(canaries, failure(trial, connection, load.stream()), "the refusal of a login");
    credentials(trial).login(canaries);
    leaks(canaries, failure(trial, connection, "no_such_stream"), "a failure after the login");
    return "not in output, log, errors with their causes, receipts or state of three runs";
  }

  private static void searchRun(
      Trial trial, Map<String, String> canaries, Map<String, Object> manifest, String what)
      throws Exception {
    Path file = trial.write(manifest);
    try (Child child = trial.bench().children().begin(new Order(file, null, Order.Action.WAIT))) {
      child.exitCode();
      leaks(canaries, child.printed(), "the output of " + what);
    }
    try (Stream<Path> files = Files.walk(file.resolveSibling(""))) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        leaks(canaries, Files.readString(each, StandardCharsets.ISO_8859_1), each + " of " + what);
      }
    }
  }

  /** What the connector throws, with every cause, unmasked. */
  private static String failure(Trial trial, Map<String, Object> connection, String stream)
      throws Exception {
    Endpoint endpoint =
        DirectParts.endpoint(
            trial.descriptor().connection(),
            connection,
            DirectParts.defaults(trial.descriptor().source()));
    try (Source source = trial.connector().source(endpoint, DirectParts.context(trial))) {
      source.describe(StreamSelection.all(stream));
      return "";
    } catch (DponeException thrown) {
      StringBuilder all = new StringBuilder(thrown.oneLine());
      for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
        all.append('\n').append(cause);
        for (Throwable suppressed : cause.getSuppressed()) {
          all.append('\n').append(suppressed);
        }
      }
      return all.toString();
    }
  }

  private static void leaks(Map<String, String> secrets, String text, String where)
      throws Mismatch {
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      String value = secret.getValue();
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      Mismatch.unless(
          !text.contains(value) && !text.contains(Base64.getEncoder().encodeToString(bytes)),
          "the secret " + secret.getKey() + " stands in " + where);
      // The part in the middle has no character that any spelling changes.
      Mismatch.unless(
          !text.contains(value.substring(2, 38)),
          "the secret " + secret.getKey() + " stands, spelled otherwise, in " + where);
    }
  }
}
