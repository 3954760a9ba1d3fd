package dpone.runtime.manifest;

import dpone.spi.ConnectorDescriptor;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import java.util.List;
import java.util.Locale;

/** Markdown tables of options for documentation pages, from the options that validate. */
public final class OptionDocs {
  private static final String HEAD = "| key | type | default | meaning |\n|---|---|---|---|\n";

  private OptionDocs() {}

  /**
   * A table of options; an option of a group has the group's name before it.
   *
   * @return lines that each end with a line break
   */
  public static String table(OptionSpec spec) {
    StringBuilder table = new StringBuilder(HEAD);
    rows(table, "", spec.options());
    return table.toString();
  }

  /**
   * The tables of all options of a connector, with a heading each; groups without any are left out.
   */
  public static String connector(ConnectorDescriptor connector) {
    StringBuilder page = new StringBuilder();
    section(page, "connection", connector.connection());
    section(page, "source", connector.source());
    section(page, "source.streams[]", connector.stream());
    section(page, "sink", connector.sink());
    section(page, "state", connector.state());
    return page.toString();
  }

  /** The table of the keys that every manifest has, whatever the connectors. */
  public static String manifest() {
    return table(ManifestKeys.withoutConnectors());
  }

  /** The table of the keys of a batch manifest. */
  public static String batch() {
    return table(ManifestKeys.BATCH);
  }

  /** The table of the keys of a connection by development service. */
  public static String service() {
    return table(ManifestKeys.SERVICE);
  }

  private static void section(StringBuilder page, String name, OptionSpec spec) {
    if (!spec.options().isEmpty()) {
      if (!page.isEmpty()) {
        page.append('\n');
      }
      page.append("### `").append(name).append("`\n\n").append(table(spec));
    }
  }

  private static void rows(StringBuilder table, String prefix, List<Option> options) {
    for (Option option : options) {
      table
          .append("| `")
          .append(prefix)
          .append(option.name())
          .append("` | ")
          .append(type(option))
          .append(" | ")
          .append(standard(option))
          .append(" | ")
          .append(meaning(option))
          .append(" |\n");
      String list = option.type() == OptionType.OBJECT_LIST ? "[]." : ".";
      rows(table, prefix + option.name() + list, option.fields());
    }
  }

  private static String type(Option option) {
    return switch (option.type()) {
      case STRING, INTEGER, BOOLEAN, DURATION, BYTES, SECRET ->
          option.type().name().toLowerCase(Locale.ROOT);
      case STRING_LIST -> "list of string";
      case STRING_MAP -> "map of string";
      case OBJECT -> "group";
      case OBJECT_LIST -> "list of groups";
    };
  }

  private static String standard(Option option) {
    return option
        .defaultValue()
        .map(text -> code(text))
        .orElse(option.required() ? "**required**" : "");
  }

  private static String meaning(Option option) {
    StringBuilder meaning = new StringBuilder(escape(option.description()));
    if (!option.allowed().isEmpty()) {
      meaning.append(" One of ");
      meaning.append(String.join(", ", option.allowed().stream().map(OptionDocs::code).toList()));
      meaning.append('.');
    }
    String range = OptionText.range(option);
    if (!range.isEmpty()) {
      meaning.append(" Must be ").append(range).append('.');
    }
    String example = option.example();
    if (example != null) {
      meaning.append(" Example: ").append(code(example)).append('.');
    }
    return meaning.toString();
  }

  private static String code(String text) {
    return "`" + escape(text) + "`";
  }

  private static String escape(String text) {
    return text.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " ");
  }
}
