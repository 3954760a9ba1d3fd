package dpone.certify.reference;

import dpone.spi.sink.DriftPolicy;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** A distribution that holds the reference connector, compiled as a stranger would compile it. */
public final class ReferenceDist {
  private static final String PLANT = "/*PLANT*/";
  private static final String LINE = "1\t\\N\ta\\tb\n";
  private static final String PLANT_OPTION = "/*PLANT-OPTION*/";
  private static final Path SOURCES = Path.of(System.getProperty("basedir", ".")).resolve("src");

  /** What was compiled in this process, by what it was compiled from: class files by their path. */
  private static final Map<Object, Map<String, byte[]>> COMPILED = new ConcurrentHashMap<>();

  private ReferenceDist() {}

  /**
   * Makes one.
   *
   * @param root an empty folder; the distribution is its child {@code dist}
   * @param planted source text put into the provider class; may be empty
   */
  public static Path make(Path root, String planted) throws IOException {
    return make(root, List.of(new Edit("ReferenceConnector.java", PLANT, planted)));
  }

  /** Makes one whose connection has a further option. */
  public static Path withOption(Path root, String option) throws IOException {
    return make(root, List.of(new Edit("ReferenceConnector.java", PLANT_OPTION, option)));
  }

  /**
   * A change of the connector's sources.
   *
   * @param file name of the source file
   * @param from what stands there now
   * @param to what stands there instead
   */
  public record Edit(String file, String from, String to) {}

  /**
   * Makes one whose module requires another, which lies beside it.
   *
   * @param module name of an empty module
   */
  public static Path requiring(Path root, String module) throws IOException {
    Path source = root.resolve("required");
    write(source.resolve("module-info.java"), "module " + module + " {}");
    compile(source, root.resolve("classes/required"), List.of());
    Path connector = Files.createDirectories(root.resolve("dist/connectors/reference"));
    jar(root.resolve("classes/required"), connector.resolve(module + ".jar"));
    String requires = "requires dpone.spi;";
    return make(
        root,
        List.of(new Edit("module-info.java", requires, requires + " requires " + module + ";")));
  }

  /** Makes one whose jar has a second connector, which reads pages, with what it is tried with. */
  public static Path withPages(Path root, Edit... more) throws IOException {
    List<Edit> edits = new ArrayList<>(List.of(more));
    edits.add(
        new Edit("module-info.java", "/*PLANT-PROVIDER*/", ", dpone.reference.PagesConnector"));
    Path dist = make(root, edits);
    Path classes = root.resolve("classes");
    write(
        classes.resolve("connector/META-INF/services/dpone.spi.Connector"),
        "dpone.reference.ReferenceConnector\ndpone.reference.PagesConnector\n");
    jar(classes.resolve("connector"), dist.resolve("connectors/reference/reference.jar"));
    Path fixture = classes.resolve("fixture");
    write(
        fixture.resolve("META-INF/services/dpone.certify.kit.Fixture"),
        "reference.fixture.FileFixture\nreference.fixture.PagesFixture\n");
    Files.delete(fixture.resolve("golden/line.txt"));
    Files.delete(fixture.resolve("compatibility/1/example.yaml"));
    write(fixture.resolve("golden/reference/line.txt"), LINE);
    write(fixture.resolve("golden/reference-pages/page.txt"), "/notes?rows=20&from=7&offset=40\n");
    write(fixture.resolve("compatibility/1/reference/example.yaml"), EXAMPLE);
    write(fixture.resolve("compatibility/1/reference-pages/example.yaml"), PagesPage.EXAMPLE);
    Path certification = dist.resolve("certification/reference");
    jar(fixture, certification.resolve("fixture/fixture.jar"));
    write(certification.resolve("docs/connectors/reference-pages.md"), PagesPage.TEXT);
    write(certification.resolve("examples/pages.yaml"), PagesPage.EXAMPLE);
    return dist;
  }

  /** Makes one whose sources were edited. */
  public static Path make(Path root, List<Edit> edits) throws IOException {
    Path dist = root.resolve("dist");
    Path connector = Files.createDirectories(dist.resolve("connectors/reference"));
    Path driver = Files.createDirectories(connector.resolve("drivers")).resolve("driver.jar");
    Path classes = root.resolve("classes");
    compileOnce(
        "driver", SOURCES.resolve("reference-driver/java"), classes.resolve("driver"), List.of());
    jar(classes.resolve("driver"), driver);
    compileOnce(
        List.copyOf(edits),
        edited(SOURCES.resolve("reference/java"), root.resolve("sources"), edits),
        classes.resolve("connector"),
        List.of(
            "--module-path",
            location(dpone.spi.Connector.class) + System.getProperty("path.separator") + connector,
            "-cp",
            driver.toString(),
            "--add-reads",
            "dpone.reference=ALL-UNNAMED"));
    // For hosts with a class path, such as a child process of a test.
    write(
        classes.resolve("connector/META-INF/services/dpone.spi.Connector"),
        "dpone.reference.ReferenceConnector\n");
    jar(classes.resolve("connector"), connector.resolve("reference.jar"));
    Path certification = Files.createDirectories(dist.resolve("certification/reference"));
    compileOnce(
        "fixture",
        SOURCES.resolve("reference-fixture/java"),
        classes.resolve("fixture"),
        List.of(
            "-cp",
            location(dpone.spi.Connector.class)
                + System.getProperty("path.separator")
                + location(dpone.certify.kit.Fixture.class)));
    write(
        classes.resolve("fixture/META-INF/services/dpone.certify.kit.Fixture"),
        "reference.fixture.FileFixture\n");
    write(classes.resolve("fixture/golden/line.txt"), LINE);
    write(classes.resolve("fixture/compatibility/1/example.yaml"), EXAMPLE);
    Files.createDirectories(certification.resolve("fixture"));
    jar(classes.resolve("fixture"), certification.resolve("fixture/fixture.jar"));
    write(
        certification.resolve("docs/connectors/reference.md"),
        "# Reference\n\nNeeds `reference:driver:1`.\n\n```yaml\n"
            + EXAMPLE
            + "```\n"
            + PAGE
            + drift());
    write(certification.resolve("examples/reference.yaml"), EXAMPLE);
    write(
        certification.resolve("examples/changes.yaml"),
        EXAMPLE.replace("full_refresh", "cdc_apply"));
    Path manifest = Path.of(System.getProperty("dpone.root")).resolve("docs/manifest.md");
    write(certification.resolve("docs/manifest.md"), Files.readString(manifest));
    return dist;
  }

  /** A manifest that checks. */
  public static final String EXAMPLE =
      """
      name: example
      source:
        type: reference
        connection: { folder: "/data" }
        streams:
          - name: orders
      sink:
        type: reference
        connection: { folder: "${REFERENCE_FOLDER}" }
        table: "orders_copy"
        strategy: { mode: full_refresh }
      """;

  /** What the page says beside its example. */
  private static final String PAGE =
      """

      ## Rerun

      `full_refresh`, `incremental_merge` and `cdc_apply` leave the same rows, `incremental_append`
      adds none.

      <!-- generated:errors -->

      | code | category | meaning | what to do |
      |---|---|---|---|
      | `REF_NO_TABLE` | `NOT_FOUND` | The table is not there. | check the table's name |
      | `REF_TOKEN` | `AUTHENTICATION` | Wrong token. | give the token that the lock asks for |
      | `REF_TYPE` | `SCHEMA` | A column has a foreign type. | leave the column out |
      | `REF_DRIFT` | `SCHEMA` | Columns differ. | change the table or the policy |
      | `REF_LOG` | `DATA` | The log begins later. | reset the state |
      | `REF_STAGE` | `DATA` | A stage lost rows. |  |
      | `REF_BUSY` | `THROTTLED` | The folder is busy. | run again later |
      | `REF_AWAY` | `TRANSIENT` | The folder is away. | run again later |

      <!-- /generated:errors -->

      <!-- generated:retries -->

      | what | tried again after | tries in all | waits | no try begins later than |
      |---|---|---|---|---|
      | opening a folder (`reference.open`) | `REF_BUSY` `REF_AWAY` | 5 | 200ms, then each 2 times \
      the one before, give or take 25 %, at most 20s; longer where the system names a time | 2m \
      after the call began |
      | moving a part of a read again, with a new reader and writer | any code of category \
      `TRANSIENT` or `THROTTLED`, until its writer was asked to finish | 5 | 200ms, then each 2 \
      times the one before, give or take 25 %, at most 20s | no bound |
      | following changes again from the last commit | any code of category `TRANSIENT` or \
      `THROTTLED`, also when a call was given up | 5 without a commit in between | 200ms, then each \
      2 times the one before, give or take 25 %, at most 20s | no bound |
      | committing | nothing; the next run looks it up | 1 |  |  |
      | everything else | nothing | 1 |  |  |

      <!-- /generated:retries -->
      """;

  /** A line for each class of drift and policy; the order of policies is the enum's. */
  private static String drift() {
    StringBuilder page = new StringBuilder("\n<!-- generated:drift -->\n\n");
    page.append(
        "| class | difference | key | policy | outcome | code |\n|---|---|---|---|---|---|\n");
    for (String row :
        List.of(
            "no_table tables follows refuses refuses refuses",
            "new_column columns follows leaves_out refuses refuses",
            "gone_column columns loads loads loads refuses",
            "gone_required_column columns refuses refuses refuses refuses",
            "renamed_column columns follows leaves_out refuses refuses",
            "narrower_type data_types loads loads loads loads",
            "wider_type data_types follows refuses refuses refuses",
            "other_type data_types refuses refuses refuses refuses",
            "nullable data_types follows refuses refuses refuses",
            "never_null data_types loads loads loads loads")) {
      List<String> words = List.of(row.split(" "));
      for (DriftPolicy policy : DriftPolicy.values()) {
        String outcome = words.get(2 + policy.ordinal());
        page.append(
            "| `%s` |  | `%s` | `%s` | `%s` | %s |\n"
                .formatted(
                    words.get(0),
                    words.get(1),
                    policy.text(),
                    outcome,
                    outcome.equals("refuses") ? "`REF_DRIFT`" : ""));
      }
    }
    return page.append("\n<!-- /generated:drift -->\n").toString();
  }

  /** Replaces a file of the distribution. */
  public static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  /**
   * Gives a distribution contracts of its own: those of this build without one class.
   *
   * @param without name of the class file, such as {@code dpone/spi/Role.class}
   */
  public static void addContracts(Path dist, String without) throws IOException {
    Path contracts = location(dpone.spi.Connector.class);
    Path copy = dist.resolveSibling("contracts");
    if (Files.isDirectory(contracts)) {
      copyTree(contracts, copy);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(contracts)) {
        copyTree(jar.getPath("/"), copy);
      }
    }
    Files.delete(copy.resolve(without));
    jar(copy, Files.createDirectories(dist.resolve("lib")).resolve("dpone-spi-0.0.0.jar"));
  }

  private static void copyTree(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }

  private static Path edited(Path sources, Path copy, List<Edit> edits) throws IOException {
    try (Stream<Path> files = Files.walk(sources)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String text = Files.readString(file);
        for (Edit edit : edits) {
          if (file.endsWith(edit.file())) {
            if (!text.contains(edit.from())) {
              throw new IOException(file + " has no " + edit.from());
            }
            text = text.replace(edit.from(), edit.to());
          }
        }
        write(copy.resolve(sources.relativize(file).toString()), text);
      }
    }
    return copy;
  }

  /**
   * A jar of a connector that is one class.
   *
   * @param folder where it is made
   * @param name of the jar without its ending
   * @param body of the class, which implements the contract
   */
  public static Path plugin(Path folder, String name, String body) throws IOException {
    Path sources = folder.resolve(name + "-sources");
    write(
        sources.resolve("module-info.java"),
        "module stranger."
            + name
            + " { requires dpone.spi; provides dpone.spi.Connector with stranger."
            + name
            + ".Stranger; }");
    write(
        sources.resolve("Stranger.java"),
        """
        package stranger.%s;

        import dpone.spi.*;
        import dpone.spi.certify.*;
        import dpone.spi.option.OptionSpec;
        import java.util.*;

        public final class Stranger implements Connector {
          static ConnectorDescriptor described(
              String id, Set<Role> roles, List<DriverRequirement> drivers) {
            return new ConnectorDescriptor(
                id, "Stranger", "1", roles, OptionSpec.NONE, OptionSpec.NONE, OptionSpec.NONE,
                OptionSpec.NONE, OptionSpec.NONE, drivers,
                new CertificationDescriptor(
                    Level.EXPERIMENTAL, Set.of(Profile.UNIT), List.of(), "README.md", List.of()));
          }

        %s
        }
        """
            .formatted(name, body));
    Path classes = folder.resolve(name + "-classes");
    compile(
        sources, classes, List.of("--module-path", location(dpone.spi.Connector.class).toString()));
    Path jar = folder.resolve(name + ".jar");
    write(
        classes.resolve("META-INF/services/dpone.spi.Connector"),
        "stranger." + name + ".Stranger\n");
    jar(classes, jar);
    return jar;
  }

  /** Most distributions differ in a page, or in no more than one of their three parts. */
  private static void compileOnce(Object from, Path sources, Path classes, List<String> more)
      throws IOException {
    Map<String, byte[]> known = COMPILED.get(from);
    if (known == null) {
      compile(sources, classes, more);
      known = new HashMap<>();
      try (Stream<Path> files = Files.walk(classes)) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          known.put(classes.relativize(file).toString(), Files.readAllBytes(file));
        }
      }
      COMPILED.put(from, known);
      return;
    }
    for (Map.Entry<String, byte[]> file : known.entrySet()) {
      Path copy = classes.resolve(file.getKey());
      Files.createDirectories(copy.getParent());
      Files.write(copy, file.getValue());
    }
  }

  private static void compile(Path sources, Path classes, List<String> more) throws IOException {
    List<String> arguments =
        new ArrayList<>(List.of("--release", "21", "-nowarn", "-proc:none", "-d"));
    arguments.add(Files.createDirectories(classes).toString());
    arguments.addAll(more);
    try (Stream<Path> files = Files.walk(sources)) {
      files.filter(f -> f.toString().endsWith(".java")).map(Path::toString).forEach(arguments::add);
    }
    // Only this test needs the compiler; the module itself does not require it.
    ReferenceDist.class
        .getModule()
        .addReads(ModuleLayer.boot().findModule("java.compiler").orElseThrow());
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter output = new StringWriter();
    OutputStream sink =
        new OutputStream() {
          @Override
          public void write(int b) {
            output.write(b);
          }
        };
    int code = compiler.run(null, sink, sink, arguments.toArray(String[]::new));
    if (code != 0) {
      throw new IOException("does not compile: " + output);
    }
  }

  private static void jar(Path classes, Path jar) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(new Attributes.Name("Dpone-Spi-Version"), "1.0");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
        Stream<Path> files = Files.walk(classes)) {
      for (Path file :
          files.filter(Files::isRegularFile).sorted(Comparator.naturalOrder()).toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace('\\', '/')));
        Files.copy(file, out);
        out.closeEntry();
      }
    }
  }

  private static Path location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException malformed) {
      throw new IllegalStateException(malformed);
    }
  }
}
