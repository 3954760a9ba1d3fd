package dpone.acceptance.routes;

import dpone.acceptance.DistFolder;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.receipt.RunReceipt;
import dpone.spi.context.Boundary;
import dpone.spi.error.DponeException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The examples of routes in a folder of their own, with their services, which stay between runs.
 */
final class Systems implements AutoCloseable {
  enum Kind {
    POSTGRES,
    CLICKHOUSE,
    KAFKA;

    String text() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private final Path folder;
  private final Dpone dpone;
  private final Map<Kind, Place> places = new EnumMap<>(Kind.class);
  private volatile Consumer<Boundary> hook = boundary -> {};

  Systems() throws IOException {
    folder = Files.createTempDirectory("dpone-routes-");
    Path examples = DistFolder.root().resolve("examples/routes");
    try (Stream<Path> files = Files.walk(examples)) {
      for (Path file : files.filter(f -> !f.toString().contains(".dpone")).toList()) {
        Path copy = folder.resolve(examples.relativize(file).toString());
        if (!Files.exists(copy)) {
          Files.copy(file, copy);
        }
      }
    }
    dpone =
        Dpone.builder()
            .dist(DistFolder.dist())
            .onBoundary(boundary -> hook.accept(boundary))
            .secrets(SecretResolver.of(Map.<String, String>of()))
            .build();
  }

  Path services() {
    return folder.resolve(".dpone/services");
  }

  Dpone dpone() {
    return dpone;
  }

  Path folder() {
    return folder;
  }

  synchronized Place place(Kind kind) {
    return places.computeIfAbsent(kind, this::reach);
  }

  private Place reach(Kind kind) {
    return switch (kind) {
      case POSTGRES -> new PostgresPlace(open(kind, "shop"), open(kind, "warehouse"));
      case CLICKHOUSE -> {
        open(kind, "shop");
        yield new ClickHousePlace(open(kind, "warehouse"));
      }
      case KAFKA -> new KafkaPlace(open(kind, "load"));
    };
  }

  /** Options of a connection. */
  Map<String, Object> open(Kind kind, String database) {
    Map<String, Object> wanted = new LinkedHashMap<>();
    if (!database.isEmpty()) {
      wanted.put("database", database);
    }
    if (!database.equals("warehouse")) {
      wanted.put("init", folder.resolve("data/" + kind.text()).toString());
    }
    return dpone.services().open(kind.text(), wanted, services());
  }

  /** The example of a route with another strategy, and a name and a target of its own. */
  Path manifest(Kind from, Kind to, String name, String strategy) {
    try {
      String text = Files.readString(folder.resolve(from.text() + "-to-" + to.text() + ".yaml"));
      text =
          text.replaceFirst("(?m)^name: .*$", "name: " + name)
              .replaceFirst("(?m)^  table: .*$", "  table: " + place(to).target(name))
              .replaceFirst("(?m)^  strategy: .*$", "  strategy: " + strategy);
      if (from == Kind.KAFKA) {
        text = text.replaceFirst("(?m)^    - name: orders.*$", "    - name: " + topic(name));
      }
      return Files.writeString(folder.resolve(name + ".yaml"), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The topic that is the source of a manifest, where that is Kafka. */
  static String topic(String name) {
    return "orders_of_" + name;
  }

  /** The source of a manifest. */
  Place source(Kind from, String name) {
    return place(from) instanceof KafkaPlace kafka ? kafka.on(topic(name)) : place(from);
  }

  RunReceipt run(Path manifest) {
    return dpone.run(manifest);
  }

  /** Code and message of what a run is refused for. */
  String error(Path manifest) {
    try {
      RunReceipt receipt = dpone.run(manifest);
      return receipt.error() == null
          ? "it succeeded"
          : receipt.error().code() + " " + receipt.error().message();
    } catch (DponeException refused) {
      return refused.code() + " " + refused.what();
    }
  }

  /** Hears of every boundary that a run passes. */
  void onBoundary(Consumer<Boundary> hears) {
    hook = hears;
  }

  /** Has a service do something to its system, such as {@code kill} or {@code restart}. */
  void control(Kind kind, String operation) {
    dpone.services().control(kind.text(), operation, services());
  }

  @Override
  public void close() {
    dpone.close();
    DistFolder.delete(folder);
  }
}
