package dpone.runtime.manifest;

import dpone.spi.ConnectorDescriptor;
import dpone.spi.Increments;
import dpone.spi.Role;
import dpone.spi.certify.CertificationDescriptor;
import dpone.spi.certify.Level;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Descriptors of connectors that do not exist: a database, a lake, a log with offsets. */
final class TestConnectors {
  static final ConnectorDescriptor BASE =
      descriptor(
          "base",
          Set.of(Role.SOURCE, Role.SINK, Role.STATE),
          OptionSpec.of(
              Option.of("host", OptionType.STRING, "Name of the server.")
                  .require()
                  .example("db.example"),
              Option.of("port", OptionType.INTEGER, "Port.").defaultsTo("5432").between(1, 65535),
              Option.of("database", OptionType.STRING, "Database.").require(),
              Option.of("user", OptionType.STRING, "User."),
              Option.of("password", OptionType.SECRET, "Password."),
              Option.of("tls", OptionType.BOOLEAN, "Whether to encrypt.").defaultsTo("false")),
          OptionSpec.of(
              Option.of("fetch", OptionType.BYTES, "Size of a page.")
                  .defaultsTo("1MB")
                  .between(1 << 10, 16 << 20)),
          OptionSpec.of(
              Option.of("split", OptionType.STRING, "How to split.")
                  .oneOf("auto", "none")
                  .defaultsTo("auto")),
          OptionSpec.of(
              Option.of("lock_timeout", OptionType.DURATION, "Longest wait for a lock.")
                  .defaultsTo("30s")
                  .between(100, 3_600_000)),
          OptionSpec.of(Option.of("schema", OptionType.STRING, "Schema.").defaultsTo("dpone")));

  static final ConnectorDescriptor LAKE =
      descriptor(
          "lake",
          Set.of(Role.SINK),
          OptionSpec.of(
              Option.of("url", OptionType.STRING, "Address.").require(),
              Option.of("token", OptionType.SECRET, "Token.")),
          OptionSpec.NONE,
          OptionSpec.NONE,
          OptionSpec.of(
              Option.of("tags", OptionType.STRING_MAP, "Tags | of the table."),
              Option.of("order_by", OptionType.STRING_LIST, "Order.").defaultsTo("[]"),
              Option.group(
                  "buffer",
                  "What is held back.",
                  Option.of("rows", OptionType.INTEGER, "Rows.").defaultsTo("1000"),
                  Option.of("age", OptionType.DURATION, "Age.").defaultsTo("5m")),
              Option.groups(
                  "indexes",
                  "Indexes to make.",
                  Option.of("name", OptionType.STRING, "Name.").require(),
                  Option.of("columns", OptionType.STRING_LIST, "Columns.").require())),
          OptionSpec.NONE);

  static final ConnectorDescriptor LOG =
      descriptor(
          "log",
          Set.of(Role.SOURCE, Role.CDC),
          OptionSpec.of(Option.of("brokers", OptionType.STRING_LIST, "Brokers.").require()),
          OptionSpec.NONE,
          OptionSpec.of(
              Option.of("cursor", OptionType.STRING, "Always the offset.").defaultsTo("_offset")),
          OptionSpec.NONE,
          OptionSpec.NONE);

  /** The base's options, over streams that have an order of their own. */
  static final ConnectorDescriptor TAPE =
      new ConnectorDescriptor(
          "tape",
          "tape",
          "1",
          Set.of(Role.SOURCE),
          BASE.connection(),
          OptionSpec.NONE,
          OptionSpec.NONE,
          OptionSpec.NONE,
          OptionSpec.NONE,
          List.of(),
          BASE.certification(),
          Increments.BY_POSITION);

  private TestConnectors() {}

  static List<ConnectorDescriptor> all() {
    return List.of(BASE, LAKE, LOG);
  }

  static ConnectorDescriptor find(String id) {
    return Stream.concat(all().stream(), Stream.of(TAPE))
        .filter(c -> c.id().equals(id))
        .findFirst()
        .orElseThrow(() ->
            DponeException.of(
                    ErrorCategory.CONFIG, "CONNECTOR_NOT_FOUND", "there is no connector " + id)
                .remedy("the connectors are base, lake, log")
                .build());
  }

  private static ConnectorDescriptor descriptor(
      String id,
      Set<Role> roles,
      OptionSpec connection,
      OptionSpec source,
      OptionSpec stream,
      OptionSpec sink,
      OptionSpec state) {
    return new ConnectorDescriptor(
        id,
        id,
        "1",
        roles,
        connection,
        source,
        stream,
        sink,
        state,
        List.of(),
        new CertificationDescriptor(Level.NONE, Set.of(), List.of(), "docs/" + id, List.of()));
  }
}
