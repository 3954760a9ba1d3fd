package dpone.certify.policy;

import dpone.certify.catalogue.ListedConnectors;
import dpone.certify.catalogue.Requirements;
import dpone.certify.evidence.Digests;
import dpone.certify.problem.BadInputException;
import dpone.certify.sign.TrustedKey;
import dpone.certify.yaml.YamlTree;
import dpone.spi.certify.Level;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads policies, version 1; every key is known or refused. */
public final class PolicyReader {
  private static final String BUILT_IN = "built in";
  private static final String CONNECTOR_ID = "[a-z][a-z0-9-]{0,63}";
  private static final String[] KEYS = {
    "version", "minimum", "environments", "recurring", "max_age_days", "trusted_keys", "waivers"
  };

  private final Requirements catalogue;
  private final Path folder;

  private PolicyReader(Requirements catalogue, Path folder) {
    this.catalogue = catalogue;
    this.folder = folder;
  }

  /** The policy that counts where none is given. */
  public static Policy builtIn(Requirements catalogue) {
    try (InputStream in = PolicyReader.class.getResourceAsStream("policy.yaml")) {
      if (in == null) {
        throw new IllegalStateException("this build lacks its policy");
      }
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new PolicyReader(catalogue, Path.of("")).read(text, BUILT_IN);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /**
   * A policy of one's own.
   *
   * @throws BadInputException in one line with file, line and key, if it is none
   */
  public static Policy read(Path file, Requirements catalogue) {
    String text;
    try {
      text = Files.readString(file);
    } catch (IOException unreadable) {
      throw new BadInputException(
          "POLICY_UNREADABLE: " + file + " cannot be read as UTF-8 text; check --policy");
    }
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of(""));
    return new PolicyReader(catalogue, folder).read(text, file.toString());
  }

  private Policy read(String text, String source) {
    YamlTree root = YamlTree.read(text, source, "POLICY", "the policy", "version: 1");
    Map<String, YamlTree> keys = root.mapping(KEYS);
    YamlTree version = keys.get("version");
    if (version == null || !version.text().equals("1")) {
      throw (version == null ? root : version).wrong("must have version 1");
    }
    return new Policy(
        source,
        Digests.ofBytes(text.getBytes(StandardCharsets.UTF_8)),
        minimums(keys.get("minimum")),
        environments(keys.get("environments")),
        recurring(keys.get("recurring")),
        maxAges(keys.get("max_age_days")),
        trustedKeys(keys.get("trusted_keys")),
        waivers(keys.get("waivers")));
  }

  private Policy.Minimums minimums(@Nullable YamlTree tree) {
    if (tree == null) {
      return Policy.Minimums.NONE;
    }
    Map<String, YamlTree> keys = tree.mapping("default", "connectors");
    Map<String, Level> connectors = new HashMap<>();
    YamlTree named = keys.get("connectors");
    if (named != null) {
      named.mapping().forEach((id, level) -> connectors.put(connector(id, level), level(level)));
    }
    return new Policy.Minimums(
        Optional.ofNullable(keys.get("default")).map(PolicyReader::level), connectors);
  }

  private Map<String, Policy.Minimums> environments(@Nullable YamlTree tree) {
    Map<String, Policy.Minimums> environments = new HashMap<>();
    if (tree != null) {
      tree.mapping().forEach((name, levels) -> environments.put(name, minimums(levels)));
    }
    return environments;
  }

  private Policy.Recurring recurring(@Nullable YamlTree tree) {
    if (tree == null) {
      return builtIn(catalogue).recurring();
    }
    Map<String, YamlTree> keys = tree.mapping("runs", "days");
    return new Policy.Recurring(
        needed(tree, keys, "runs").count(1), Duration.ofDays(needed(tree, keys, "days").count(0)));
  }

  private Map<String, Duration> maxAges(@Nullable YamlTree tree) {
    Map<String, Duration> ages = new HashMap<>();
    if (tree != null) {
      tree.mapping()
          .forEach((id, days) -> ages.put(requirement(id, days), Duration.ofDays(days.count(1))));
    }
    return ages;
  }

  private List<TrustedKey> trustedKeys(@Nullable YamlTree tree) {
    return tree == null ? List.of() : tree.list().stream().map(this::trustedKey).toList();
  }

  private TrustedKey trustedKey(YamlTree tree) {
    Map<String, YamlTree> keys = tree.mapping("name", "key", "file");
    String name = needed(tree, keys, "name").text();
    YamlTree inline = keys.get("key");
    YamlTree file = keys.get("file");
    if ((inline == null) == (file == null)) {
      throw tree.wrong("must have one of key and file");
    }
    try {
      String text =
          inline != null
              ? inline.text()
              : Files.readString(folder.resolve(file == null ? "" : file.text()));
      return TrustedKey.parse(name, text);
    } catch (IOException unreadable) {
      throw tree.wrong("names a file that cannot be read: " + (file == null ? "" : file.text()));
    } catch (IllegalArgumentException malformed) {
      throw tree.wrong("has no key: " + malformed.getMessage());
    }
  }

  private List<Waiver> waivers(@Nullable YamlTree tree) {
    if (tree == null) {
      return List.of();
    }
    Set<String> seen = new HashSet<>();
    for (YamlTree item : tree.list()) {
      Waiver waiver = waiver(item);
      if (!seen.add(waiver.connector() + " " + waiver.requirement())) {
        throw item.wrong("waives " + waiver.requirement() + " of " + waiver.connector() + " twice");
      }
    }
    return tree.list().stream().map(this::waiver).toList();
  }

  private Waiver waiver(YamlTree tree) {
    Map<String, YamlTree> keys =
        tree.mapping("requirement", "connector", "reason", "owner", "until");
    YamlTree requirement = needed(tree, keys, "requirement");
    YamlTree connector = needed(tree, keys, "connector");
    return new Waiver(
        requirement(requirement.text(), requirement),
        connector(connector.text(), connector),
        oneLine(needed(tree, keys, "reason").text()),
        oneLine(needed(tree, keys, "owner").text()),
        date(needed(tree, keys, "until")));
  }

  private static YamlTree needed(YamlTree tree, Map<String, YamlTree> keys, String key) {
    YamlTree value = keys.get(key);
    if (value == null) {
      throw tree.wrong("lacks " + key);
    }
    return value;
  }

  private String requirement(String id, YamlTree at) {
    if (catalogue.all().stream().noneMatch(requirement -> requirement.id().equals(id))) {
      throw at.wrong("names no requirement of the catalogue: " + id);
    }
    return id;
  }

  /** Strangers are certified too, so any id in the form of one will do. */
  private static String connector(String id, YamlTree at) {
    if (!id.matches(CONNECTOR_ID)) {
      throw at.wrong(
          "names no connector: "
              + id
              + "; ids are such as "
              + ListedConnectors.load().all().stream()
                  .limit(3)
                  .map(listed -> listed.id())
                  .collect(Collectors.joining(", ")));
    }
    return id;
  }

  private static Level level(YamlTree tree) {
    try {
      return Requirements.level(tree.text());
    } catch (IllegalArgumentException unknown) {
      throw tree.wrong(
          "must be none, experimental, beta or production-certified, not " + tree.text());
    }
  }

  private static LocalDate date(YamlTree tree) {
    try {
      return LocalDate.parse(tree.text());
    } catch (DateTimeParseException malformed) {
      throw tree.wrong("must be a date such as 2026-12-31, not " + tree.text());
    }
  }

  private static String oneLine(String text) {
    return text.strip().replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
