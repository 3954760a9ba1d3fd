package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.certify.proof.RetryTable;
import dpone.runtime.Dpone;
import dpone.runtime.credential.SecretResolver;
import dpone.runtime.credential.SecretSource;
import dpone.runtime.discovery.FoundConnector;
import dpone.runtime.manifest.GeneratedBlock;
import dpone.runtime.manifest.OptionDocs;
import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.retry.RetryBounds;
import dpone.spi.DriverRequirement;
import dpone.spi.certify.RetriedCalls;
import dpone.spi.certify.TypeTable;
import dpone.spi.error.ErrorCategory;
import dpone.spi.option.Secret;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pages say what the code of the distribution says. */
@Tag("integration")
class DocsTest {
  private static final String POSTGRES = "docs/connectors/postgres.md";
  private static final String MANIFEST = "docs/manifest.md";
  private static final String ERROR_CODES = "dpone.connector.postgres.error.PgCode";

  /** A code of the connector, as its page's text names it. */
  private static final Pattern CODE = Pattern.compile("\\bPG_[A-Z_]+\\b");

  private static Dpone dpone;

  @BeforeAll
  static void open() {
    dpone = Dpone.builder().dist(Dist.folder()).secrets(anything()).build();
  }

  @AfterAll
  static void close() {
    dpone.close();
  }

  private static FoundConnector postgres() {
    return dpone.connectors().require("postgres");
  }

  @Test
  void drivers() throws IOException {
    List<DriverRequirement> drivers = postgres().descriptor().drivers();
    assertThat(drivers).isNotEmpty();
    holds(
        POSTGRES,
        "drivers",
        drivers.stream().map(d -> "- `" + d.coordinates() + "`\n").collect(Collectors.joining()));
  }

  @Test
  void options() throws IOException {
    String options = OptionDocs.connector(postgres().descriptor());
    assertThat(options).contains("### `connection`", "### `source`", "### `sink`", "### `state`");
    holds(POSTGRES, "options", options);
  }

  @Test
  void types() throws IOException {
    StringBuilder table =
        new StringBuilder("| type | read as | fidelity | note |\n|---|---|---|---|\n");
    List<TypeTable.Row> rows = postgres().capability(TypeTable.class).orElseThrow().rows();
    assertThat(rows).hasSizeGreaterThan(20);
    for (TypeTable.Row row : rows) {
      row(
          table,
          "`" + row.nativeType() + "`",
          "`" + row.type() + "`",
          row.fidelity().name().toLowerCase(Locale.ROOT),
          row.note());
    }
    holds(POSTGRES, "types", table.toString());
  }

  @Test
  void retries() throws IOException {
    List<RetriedCalls.Row> calls = postgres().capability(RetriedCalls.class).orElseThrow().rows();
    assertThat(calls).isNotEmpty();
    holds(
        POSTGRES,
        RetryTable.BLOCK,
        RetryTable.markdown(calls, postgres().descriptor().roles(), RetryBounds.standard()));
  }

  @Test
  void limitations() throws IOException {
    List<String> limitations = postgres().descriptor().certification().limitations();
    assertThat(limitations).isNotEmpty();
    holds(
        POSTGRES,
        "limitations",
        limitations.stream().map(text -> "- " + text + "\n").collect(Collectors.joining()));
  }

  @Test
  void errors() throws Exception {
    StringBuilder table =
        new StringBuilder(
            "| code | category | meaning | what to do | SQLSTATE |\n|---|---|---|---|---|\n");
    List<Code> codes = codes();
    assertThat(codes).hasSizeGreaterThan(30);
    for (Code code : codes) {
      row(
          table,
          "`" + code.code + "`",
          "`" + code.category + "`",
          code.meaning,
          code.remedy,
          String.join(" ", code.states));
    }
    holds(POSTGRES, "errors", table.toString());
    assertThat(CODE.matcher(page(POSTGRES)).results().map(r -> r.group()).distinct().toList())
        .as("codes in the page's text")
        .isSubsetOf(codes.stream().map(Code::code).toList());
  }

  @Test
  void keysOfManifests() throws IOException {
    holds(MANIFEST, "manifest", OptionDocs.manifest());
    holds(MANIFEST, "service", OptionDocs.service());
    holds(MANIFEST, "batch", OptionDocs.batch());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        POSTGRES,
        "docs/connectors/clickhouse.md",
        "docs/connectors/bigquery.md",
        "docs/connectors/kafka.md",
        MANIFEST,
        "README.md"
      })
  void everyManifestOfAPageIsRight(String page, @TempDir Path folder) throws IOException {
    Matcher blocks = Pattern.compile("(?ms)^```yaml\\n(.*?)^```$").matcher(page(page));
    int manifests = 0;
    while (blocks.find()) {
      Path file =
          Files.writeString(folder.resolve("block-" + ++manifests + ".yaml"), blocks.group(1));
      assertThat(dpone.read(file)).as(blocks.group(1)).isNotEmpty();
    }
    assertThat(manifests).isPositive();
  }

  @Test
  void theGrantsOfThePageAreEnough(@TempDir Path folder) throws IOException {
    Postgres.Database shop = Postgres.server().database();
    Postgres.Database warehouse = Postgres.server().database();
    List<String> grants =
        Pattern.compile("(?ms)^```sql\\n(.*?)^```$")
            .matcher(page(POSTGRES))
            .results()
            .map(block ->
                block
                    .group(1)
                    .replace("DATABASE shop", "DATABASE " + shop.connection().get("database"))
                    .replace(
                        "DATABASE warehouse", "DATABASE " + warehouse.connection().get("database")))
            .toList();
    assertThat(grants).hasSize(3);
    for (Postgres.Database database : List.of(shop, warehouse)) {
      database.execute(
          "REVOKE ALL ON DATABASE " + database.connection().get("database") + " FROM PUBLIC",
          "REVOKE ALL ON SCHEMA public FROM PUBLIC");
    }
    shop.execute(
        "CREATE TABLE orders (order_id int PRIMARY KEY, amount numeric(10,2), updated_at int)",
        "INSERT INTO orders SELECT i, i, i FROM generate_series(1, 100) AS i",
        grants.get(0));
    warehouse.execute(grants.get(1));

    String merge = "{ mode: incremental_merge, unique_key: [order_id] }";
    runs(folder, shop, warehouse, "own_merge", merge, "insert on conflict update");
    runs(folder, shop, warehouse, "own_swap", "{ mode: full_refresh }", "swap");

    warehouse.execute(
        "DROP TABLE landing.orders",
        "CREATE TABLE landing.orders (order_id int, amount numeric(10,2), updated_at int)",
        grants.get(2));
    String append = "{ mode: incremental_append }";
    runs(folder, shop, warehouse, "foreign_append", append, "insert");
    runs(folder, shop, warehouse, "foreign_merge", merge, "merge");
    runs(folder, shop, warehouse, "foreign_all", "{ mode: full_refresh }", "truncate_insert");
  }

  private static void runs(
      Path folder,
      Postgres.Database shop,
      Postgres.Database warehouse,
      String name,
      String strategy,
      String publish)
      throws IOException {
    Path file =
        Files.writeString(
            folder.resolve(name + ".yaml"),
            """
            name: %s
            source:
              type: postgres
              connection: %s
              streams: [{ name: public.orders, cursor: updated_at }]
            sink:
              type: postgres
              connection: %s
              table: "landing.{stream}"
              strategy: %s
            """
                .formatted(name, as("app", shop), as("loader", warehouse), strategy));
    RunReceipt receipt = dpone.run(file);
    assertThat(receipt.error()).as(name).isNull();
    assertThat(receipt.streams().getFirst().publish()).isEqualTo(publish);
    assertThat(warehouse.value("SELECT count(*) FROM landing.orders")).isEqualTo("100");
    assertThat(dpone.verify(dpone.read(file).getFirst(), 1).equal()).isTrue();
  }

  private static String as(String role, Postgres.Database database) {
    return "{ host: %s, port: %s, database: %s, user: %s, password: choose-one }"
        .formatted(
            database.connection().get("host"),
            database.connection().get("port"),
            database.connection().get("database"),
            role);
  }

  private record Code(
      String code, ErrorCategory category, String meaning, String remedy, List<String> states) {}

  /** The connector's own list, read from its jar as plain classes: its module exports nothing. */
  private static List<Code> codes() throws Exception {
    List<URL> jars = new ArrayList<>();
    for (var jar : postgres().jars()) {
      jars.add(url(jar.path()));
    }
    try (URLClassLoader loader =
        new URLClassLoader(jars.toArray(URL[]::new), DocsTest.class.getClassLoader())) {
      List<Code> codes = new ArrayList<>();
      for (Object constant : loader.loadClass(ERROR_CODES).getEnumConstants()) {
        List<String> states = new ArrayList<>();
        ((List<?>) ask(constant, "states")).forEach(state -> states.add((String) state));
        codes.add(
            new Code(
                (String) ask(constant, "code"),
                (ErrorCategory) ask(constant, "category"),
                (String) ask(constant, "meaning"),
                (String) ask(constant, "remedy"),
                states));
      }
      return codes;
    }
  }

  private static Object ask(Object constant, String method) throws ReflectiveOperationException {
    Method asked = constant.getClass().getMethod(method);
    return asked.invoke(constant);
  }

  private static URL url(Path path) throws MalformedURLException {
    return path.toUri().toURL();
  }

  private static void row(StringBuilder table, String... cells) {
    table
        .append("| ")
        .append(
            List.of(cells).stream()
                .map(cell -> cell.replace("|", "\\|").replaceAll("\\s*\\R\\s*", " "))
                .collect(Collectors.joining(" | ")))
        .append(" |\n");
  }

  private static String page(String page) throws IOException {
    return Files.readString(Dist.root().resolve(page));
  }

  /** Compares a block of a page, or rewrites it first when that was asked for. */
  static void holds(String page, String name, String text) throws IOException {
    GeneratedBlock block = new GeneratedBlock(name);
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.writeString(Dist.root().resolve(page), block.replaceIn(page(page), text));
    }
    assertThat(page(page))
        .as(page + " differs in " + name + "; run with -Ddpone.golden.update=true")
        .isEqualTo(block.replaceIn(page(page), text));
  }

  /** Every reference has a value, whatever this machine knows. */
  private static SecretResolver anything() {
    record Placeholder(String scheme) implements SecretSource {
      @Override
      public Secret read(String reference, Path folder) {
        return Secret.of("placeholder-" + scheme);
      }
    }
    return new SecretResolver(List.of(new Placeholder("env"), new Placeholder("file")));
  }
}
