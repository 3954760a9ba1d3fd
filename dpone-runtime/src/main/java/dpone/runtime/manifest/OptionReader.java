package dpone.runtime.manifest;

import com.google.common.collect.Maps;
import dpone.runtime.credential.Redactor;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.text.NearestMatch;
import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import dpone.spi.option.Options;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates nodes of a manifest against options and replaces their references. */
final class OptionReader {
  /** A reference with such a name is masked in every output, whatever option it stands in. */
  private static final Pattern SECRET_NAME =
      Pattern.compile("(?i).*(pass|pwd|secret|token|key|credential|auth).*");

  private final SecretResolver secrets;
  private final Redactor redactor;
  private final Path folder;
  private final List<Literal> literals = new ArrayList<>();

  OptionReader(SecretResolver secrets, Redactor redactor, Path folder) {
    this.secrets = secrets;
    this.redactor = redactor;
    this.folder = folder;
  }

  /** A secret that is written out in the manifest. */
  record Literal(String path, Place place) {}

  /** Secrets written out in what was read so far. */
  List<Literal> literals() {
    return List.copyOf(literals);
  }

  /** Reads a group; its name is empty for the manifest itself. */
  Options read(YamlNode node, OptionSpec spec, String path) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw OptionText.mistyped(OptionType.OBJECT, named(path), null, node.place());
    }
    refuseUnknownKeys(mapping, spec, path);
    Map<String, Object> values = new LinkedHashMap<>();
    for (Option option : spec.options()) {
      YamlNode value = mapping.get(option.name());
      Object read =
          value == null
              ? absent(option, join(path, option.name()), mapping.place())
              : value(value, option, join(path, option.name()), mapping.placeOf(option.name()));
      if (read != null) {
        values.put(option.name(), read);
      }
    }
    return Options.of(values);
  }

  /** Reads one option that is text, before the rest of its group is known. */
  String text(YamlNode.Mapping mapping, Option option, String path) {
    List<String> wanted = List.of(option.name());
    for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
      boolean slip = NearestMatch.of(entry.getKey(), wanted).isPresent();
      if (slip && mapping.get(option.name()) == null) {
        throw unknown(entry, wanted, path);
      }
    }
    Options one =
        read(
            new YamlNode.Mapping(
                Maps.filterKeys(mapping.entries(), option.name()::equals), mapping.place()),
            OptionSpec.of(option),
            path);
    return one.string(option.name());
  }

  /** Refuses keys that the spec does not have. */
  static void refuseUnknownKeys(YamlNode.Mapping mapping, OptionSpec spec, String path) {
    List<String> known = spec.options().stream().map(Option::name).toList();
    for (Map.Entry<String, YamlNode.Entry> entry : mapping.entries().entrySet()) {
      if (!known.contains(entry.getKey())) {
        throw unknown(entry, known, path);
      }
    }
  }

  private static DponeException unknown(
      Map.Entry<String, YamlNode.Entry> entry, List<String> known, String path) {
    return Complaint.of(
        "MANIFEST_UNKNOWN_KEY",
        named(path)
            + (Complaint.showsKey(entry.getKey(), entry.getValue().value())
                ? " has no key " + Complaint.quote(entry.getKey())
                : " has something here that is no key of it"),
        entry.getValue().keyPlace(),
        NearestMatch.of(entry.getKey(), known)
            .map(near -> "did you mean \"" + near + "\"?")
            .orElse("its keys are " + String.join(", ", known)));
  }

  /** The default, an empty group of defaults, or nothing; refuses a required option. */
  private @Nullable Object absent(Option option, String path, Place place) {
    if (option.required()) {
      throw Complaint.of(
          "MANIFEST_REQUIRED",
          path + " is missing",
          place,
          option.example() == null
              ? "add it"
              : "add it, such as " + option.name() + ": " + option.example());
    }
    return OptionValues.standard(option);
  }

  private Object value(YamlNode node, Option option, String path, Place keyPlace) {
    if (node instanceof YamlNode.Scalar scalar && scalar.isNull()) {
      throw Complaint.of(
          "MANIFEST_NO_VALUE", path + " has no value", keyPlace, "give it one, or remove the key");
    }
    return switch (option.type()) {
      case OBJECT -> read(node, new OptionSpec(option.fields()), path);
      case OBJECT_LIST ->
          items(node, option, path).stream()
              .map(item -> read(item, new OptionSpec(option.fields()), path + "[]"))
              .toList();
      case STRING_LIST ->
          items(node, option, path).stream().map(item -> text(item, option.type(), path)).toList();
      case STRING_MAP -> map(node, path);
      case STRING, SECRET, INTEGER, BOOLEAN, DURATION, BYTES -> scalar(node, option, path);
    };
  }

  private static List<YamlNode> items(YamlNode node, Option option, String path) {
    if (!(node instanceof YamlNode.Sequence sequence)) {
      throw OptionText.mistyped(option.type(), path, null, node.place());
    }
    if (sequence.items().isEmpty() && option.required()) {
      throw Complaint.of(
          "MANIFEST_NO_VALUE", path + " is empty", node.place(), "add at least one item");
    }
    return sequence.items();
  }

  private Map<String, String> map(YamlNode node, String path) {
    if (!(node instanceof YamlNode.Mapping mapping)) {
      throw OptionText.mistyped(OptionType.STRING_MAP, path, null, node.place());
    }
    Map<String, String> values = new LinkedHashMap<>();
    mapping
        .entries()
        .forEach((key, entry) ->
            values.put(
                key,
                text(
                    entry.value(),
                    OptionType.STRING_MAP,
                    Complaint.showsKey(key, entry.value()) ? join(path, key) : path)));
    return values;
  }

  private String text(YamlNode node, OptionType whole, String path) {
    if (!(node instanceof YamlNode.Scalar scalar) || scalar.isNull()) {
      throw OptionText.mistyped(whole, path, null, node.place());
    }
    return resolve(scalar, path, false);
  }

  private Object scalar(YamlNode node, Option option, String path) {
    if (!(node instanceof YamlNode.Scalar scalar)) {
      throw OptionText.mistyped(option.type(), path, null, node.place());
    }
    String value = resolve(scalar, path, option.type() == OptionType.SECRET);
    return OptionText.parse(option, path, scalar.text(), value, scalar.place());
  }

  private String resolve(YamlNode.Scalar scalar, String path, boolean secret) {
    SecretResolver.Resolution resolution =
        secrets.resolve(scalar.text(), path, folder, scalar.place());
    for (SecretResolver.Reference reference : resolution.references()) {
      if (secret || SECRET_NAME.matcher(reference.name()).matches()) {
        redactor.add(reference.value());
      }
    }
    if (secret) {
      redactor.add(resolution.value());
      if (resolution.references().isEmpty() && !scalar.text().isEmpty()) {
        literals.add(new Literal(path, scalar.place()));
      }
    }
    return resolution.value().reveal();
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private static String named(String path) {
    return path.isEmpty() ? "the manifest" : path;
  }
}
