package dpone.certify.scenario;

import dpone.certify.child.Child;
import dpone.certify.child.Order;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Credentials, from every provider, right and wrong, and where they must never turn up. */
final class CredentialScenarios {
  private static final String VARIABLE = "CERTIFY_SECRET_";
  private static final String AUTHENTICATION = "authentication";

  /** What the kit's own secrets begin with, and what follows it. */
  private static final String OF_TEXT = "k#";

  private static final int PART = 36;

  private CredentialScenarios() {}

  static List<Scenario> all() {
    return List.of(
        each("BETA-1.present", CredentialScenarios::present),
        each("BETA-1.missing", CredentialScenarios::missing),
        each("BETA-1.malformed", CredentialScenarios::malformed),
        each("BETA-1.rotated", CredentialScenarios::rotated),
        each("BETA-1.canary", CredentialScenarios::canary));
  }

  /** A scenario of one kind of login. */
  @FunctionalInterface
  private interface OfLogin {
    String run(Login login) throws Exception;
  }

  private static Scenario each(String check, OfLogin body) {
    return new Scenario(
        check,
        trial -> {
          List<String> seen = new ArrayList<>();
          for (Login login : Login.all(trial)) {
            String kind = login.kind().isEmpty() ? "" : login.kind() + ": ";
            try {
              seen.add(kind + body.run(login));
            } catch (Mismatch mismatch) {
              throw new Mismatch(kind + mismatch.getMessage());
            }
          }
          return String.join("; ", seen);
        });
  }

  private static Dpone withEnvironment(Trial trial, Map<String, String> values) {
    Map<String, String> variables = new TreeMap<>();
    values.forEach((option, value) -> variables.put(VARIABLE + option.replace('.', '_'), value));
    return trial.bench().builder().secrets(SecretResolver.of(variables)).build();
  }

  private static String variable(String option) {
    return "${" + VARIABLE + option.replace('.', '_') + "}";
  }

  private static String present(Login login) throws Exception {
    Trial trial = login.trial();
    List<String> options = login.options();
    Map<String, String> values = login.values();
    Map<String, Object> open = login.open(values);
    login.save(values);
    Load load = login.load("secret_present");
    Map<String, UnaryOperator<String>> providers = new LinkedHashMap<>();
    providers.put("environment", CredentialScenarios::variable);
    providers.put("file", option -> login.reference(option));
    if (values.values().stream().noneMatch(value -> value.contains("}"))) {
      providers.put("inline", option -> "${inline:" + values.get(option) + "}");
    }
    try (Dpone dpone = withEnvironment(trial, values)) {
      for (Map.Entry<String, UnaryOperator<String>> provider : providers.entrySet()) {
        Path file = trial.write(login.manifest(load, open, options, provider.getValue()));
        RunResult run = trial.run(dpone, file);
        Mismatch.unless(run.succeeded(), "secret from " + provider.getKey() + ": " + run.message());
        load.expect("with a secret from " + provider.getKey(), trial.material().plain(1, 20));
      }
    }
    Map<String, String> others = login.credentials().others();
    return String.join(", ", options)
        + " from "
        + String.join(", ", providers.keySet())
        + (others.isEmpty() ? "" : "; not tried: " + others);
  }

  private static String missing(Login login) throws Exception {
    Trial trial = login.trial();
    List<String> options = login.options();
    Map<String, Object> open = login.open(login.values());
    Load load = login.load("secret_missing");
    try (Dpone dpone = withEnvironment(trial, Map.of())) {
      for (String option : options) {
        UnaryOperator<String> noFile = o -> "${file:" + trial.folder().resolve("no-secret") + "}";
        for (UnaryOperator<String> written : List.of(CredentialScenarios::variable, noFile)) {
          RunResult run =
              trial.run(dpone, trial.write(login.manifest(load, open, List.of(option), written)));
          Mismatch.unless(
              run.code().equals("SECRET_MISSING") && run.message().contains(option),
              "a missing " + option + " is not named: " + run.message());
        }
        if (!SecretPaths.has(open, option)) {
          continue; // The system asks for it in other kinds of login only.
        }
        RunResult without =
            trial.run(dpone, trial.write(login.manifest(load, open, List.of(option), o -> "")));
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

  private static String malformed(Login login) throws Exception {
    Trial trial = login.trial();
    List<String> options = login.options();
    Map<String, String> right = login.values();
    Map<String, Object> open = login.open(right);
    Map<String, String> wrong = login.values();
    Load load = login.load("secret_malformed");
    try (Dpone dpone = withEnvironment(trial, wrong)) {
      UnaryOperator<String> unclosed = option -> "${" + wrong.get(option);
      RunResult cut = trial.run(dpone, trial.write(login.manifest(load, open, options, unclosed)));
      Mismatch.unless(
          cut.code().equals("MANIFEST_REFERENCE"),
          "a reference without its end is not refused: " + cut.message());
      leaks(wrong, cut.message(), "the refusal of a malformed reference");
      RunResult refused =
          trial.run(
              dpone,
              trial.write(login.manifest(load, open, options, CredentialScenarios::variable)));
      Mismatch.unless(
          refused.receipt().path("error").path("category").asText().equals(AUTHENTICATION),
          "a wrong secret is not refused as authentication: " + refused.message());
    }
    // Asked without the runtime, which would mask what the connector says.
    String refusal = login.failure(load, open, wrong, load.stream());
    Mismatch.unless(
        !refusal.isEmpty(), "a wrong secret is taken where the connector is asked itself");
    leaks(wrong, refusal, "the connector's own refusal");
    Mismatch.unless(
        !trial.route().sink().exists(load.target()), "a run with a wrong secret made its target");
    return "a reference without its end and a wrong value are refused and not repeated";
  }

  private static String rotated(Login login) throws Exception {
    Trial trial = login.trial();
    List<String> options = login.options();
    Map<String, String> first = login.values();
    Map<String, Object> open = login.open(first);
    login.save(first);
    Load load = login.load("secret_rotated");
    Path file = trial.write(login.manifest(load, open, options, o -> login.reference(o)));
    try (Dpone dpone = withEnvironment(trial, Map.of())) {
      RunResult before = trial.run(dpone, file);
      Mismatch.unless(before.succeeded(), "before the change: " + before.message());
      Map<String, String> second = login.values();
      login.open(second);
      RunResult stale = trial.run(dpone, file);
      Mismatch.unless(
          stale.receipt().path("error").path("category").asText().equals(AUTHENTICATION),
          "a secret that the system no longer takes is not refused: " + stale.message());
      login.save(second);
      RunResult after = trial.run(dpone, file);
      Mismatch.unless(
          after.succeeded(), "a secret that changed is not read anew: " + after.message());
    }
    return "the old value was refused, the new one was read by the same process";
  }

  private static String canary(Login login) throws Exception {
    Trial trial = login.trial();
    List<String> options = login.options();
    Map<String, String> canaries = login.values();
    Map<String, Object> open = login.open(canaries);
    login.save(canaries);
    Load load = login.load("secret_canary");
    Map<String, Object> good = login.manifest(load, open, options, o -> login.reference(o));
    if (login.first()) {
      searchRun(trial, canaries, good, "a run that succeeds");
      Map<String, Object> bad = login.manifest(load, open, options, login::reference);
      PipelineText.group(bad, "source").put("streams", List.of(Map.of("name", "no_such_stream")));
      searchRun(trial, canaries, bad, "a run that fails");
    }
    login.open(login.values());
    searchRun(trial, canaries, good, "a run that is refused");
    String refusal = login.failure(load, open, canaries, load.stream());
    Mismatch.unless(!refusal.isEmpty(), "a secret that the system no longer takes is taken");
    leaks(canaries, refusal, "the refusal of a login");
    login.open(canaries);
    leaks(
        canaries,
        login.failure(load, open, canaries, "no_such_stream"),
        "a failure after the login");
    return "not in output, log, errors with their causes, receipts or state of "
        + (login.first() ? "three runs" : "a run that is refused");
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

  private static void leaks(Map<String, String> secrets, String text, String where)
      throws Mismatch {
    for (Map.Entry<String, String> secret : secrets.entrySet()) {
      String value = secret.getValue();
      byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
      Mismatch.unless(
          !text.contains(value) && !text.contains(Base64.getEncoder().encodeToString(bytes)),
          "the secret " + secret.getKey() + " stands in " + where);
      // The part in the middle has no character that any spelling changes.
      int middle = value.startsWith(OF_TEXT) ? OF_TEXT.length() : value.length() / 2 - PART / 2;
      Mismatch.unless(
          !text.contains(
              value.substring(Math.max(0, middle), Math.min(value.length(), middle + PART))),
          "the secret " + secret.getKey() + " stands, spelled otherwise, in " + where);
    }
  }
}
