package dpone.certify.junit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** One run of {@code certify} in a process of its own, and what its files say. */
final class CertifyProcess {
  private static final long PATIENCE_MINUTES = 60;
  private static final List<String> LEVELS =
      List.of("none", "experimental", "beta", "production-certified");
  private static final Pattern PROVEN = Pattern.compile("\"provenLevel\"\\s*:\\s*\"([a-z-]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"nextStep\"\\s*:\\s*\"([^\"]*)\"");

  private CertifyProcess() {}

  /** What became of a check. */
  enum Outcome {
    PASSED,
    FAILED,
    NOT_RUN
  }

  /** A check and why. */
  record Check(String name, Outcome outcome, String reason) {}

  /** Checks, the proven level and the next step. */
  record Found(List<Check> checks, String proven, String next) {}

  static Found run(Path plugin, String connector, String profile, List<String> requirements) {
    if (!Files.exists(plugin)) {
      throw new AssertionError(
          plugin.toAbsolutePath() + " is not there: build the jar before the tests run");
    }
    try {
      Path folder = Files.createTempDirectory("dpone-certification-");
      try {
        return run(folder, command(plugin, connector, profile, requirements, folder));
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new AssertionError("certification could not be run", e);
    }
  }

  static void gate(Found found, String wanted) {
    int least = LEVELS.indexOf(wanted);
    if (least < 0) {
      throw new AssertionError("there is no level " + wanted + "; levels are " + LEVELS);
    }
    if (LEVELS.indexOf(found.proven()) < least) {
      throw new AssertionError(
          "proven is " + found.proven() + ", wanted " + wanted + "; next step: " + found.next());
    }
  }

  private static List<String> command(
      Path plugin, String connector, String profile, List<String> requirements, Path folder) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-p",
                dist().resolve("lib").toString(),
                "-m",
                "dpone.certify",
                "--plugin",
                plugin.toAbsolutePath().toString(),
                "--connector",
                connector,
                "--profile",
                profile,
                "--no-ledger",
                "--out",
                folder.toString()));
    requirements.forEach(requirement -> command.addAll(List.of("--requirement", requirement)));
    return command;
  }

  private static Path dist() {
    @Nullable String named = System.getProperty("dpone.dist");
    if (named == null) {
      named = System.getenv("DPONE_DIST");
    }
    if (named == null || !Files.isDirectory(Path.of(named, "lib"))) {
      throw new AssertionError(
          "there is no distribution of dpone"
              + (named == null ? "" : " in " + named)
              + "; name its folder with the system property dpone.dist or the variable DPONE_DIST");
    }
    return Path.of(named).toAbsolutePath();
  }

  private static Found run(Path folder, List<String> command) throws IOException {
    Path printed = folder.resolve("printed.txt");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(printed.toFile())
            .start();
    process.getOutputStream().close();
    try {
      if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
        throw new AssertionError("certification does not end: " + Files.readString(printed));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    } finally {
      process.destroyForcibly();
    }
    Path report = folder.resolve("junit.xml");
    if (!Files.isRegularFile(report)) {
      throw new AssertionError("certification refused: " + Files.readString(printed).strip());
    }
    String matrix = Files.readString(folder.resolve("matrix.json"));
    return new Found(checks(report), first(PROVEN, matrix), first(NEXT, matrix));
  }

  private static String first(Pattern pattern, String text) {
    Matcher matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : "none";
  }

  private static List<Check> checks(Path report) throws IOException {
    List<Check> checks = new ArrayList<>();
    NodeList cases = document(report).getElementsByTagName("testcase");
    for (int i = 0; i < cases.getLength(); i++) {
      Element test = (Element) cases.item(i);
      NodeList failure = test.getElementsByTagName("failure");
      NodeList skipped = test.getElementsByTagName("skipped");
      String name = test.getAttribute("name");
      if (failure.getLength() > 0) {
        checks.add(new Check(name, Outcome.FAILED, message(failure)));
      } else if (skipped.getLength() > 0) {
        checks.add(new Check(name, Outcome.NOT_RUN, message(skipped)));
      } else {
        checks.add(new Check(name, Outcome.PASSED, ""));
      }
    }
    if (checks.isEmpty()) {
      throw new AssertionError("certification tried nothing");
    }
    return checks;
  }

  private static String message(NodeList nodes) {
    return ((Element) nodes.item(0)).getAttribute("message");
  }

  private static Document document(Path file) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      return factory.newDocumentBuilder().parse(file.toFile());
    } catch (ParserConfigurationException | SAXException malformed) {
      throw new IOException(file + " is not XML", malformed);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path each : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(each);
      }
    }
  }
}
