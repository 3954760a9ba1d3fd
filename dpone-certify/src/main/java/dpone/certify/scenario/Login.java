package dpone.certify.scenario;

import dpone.certify.kit.Credentials;
import dpone.runtime.manifest.ConnectionSpec;
import dpone.runtime.manifest.Manifest;
import dpone.spi.Endpoint;
import dpone.spi.batch.Chunk;
import dpone.spi.error.DponeException;
import dpone.spi.sink.LoadMode;
import dpone.spi.sink.LoadRequest;
import dpone.spi.sink.SchemaEvolution;
import dpone.spi.sink.Sink;
import dpone.spi.sink.StreamLoad;
import dpone.spi.source.ReadMode;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Split;
import dpone.spi.type.DataType;
import dpone.spi.type.Field;
import dpone.spi.type.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A kind of login of the system on trial.
 *
 * @param trial what a scenario works with
 * @param kind as the fixture calls it; empty where there is one only
 * @param options secret options that it is tried with
 */
record Login(Trial trial, String kind, List<String> options) {
  /** Copies the list. */
  Login {
    options = List.copyOf(options);
  }

  /**
   * Every kind there is, with its secrets.
   *
   * @throws Untried when the connection has no secret, or the fixture leaves one out
   */
  static List<Login> all(Trial trial) throws Exception {
    List<String> secret = SecretPaths.of(trial.descriptor().connection());
    if (secret.isEmpty()) {
      throw Untried.notApplicable("its connection has no secret");
    }
    Credentials credentials =
        trial
            .system()
            .credentials()
            .orElseThrow(
                () -> Untried.missing("its fixture cannot change what the system accepts"));
    List<String> tried =
        secret.stream().filter(option -> !credentials.others().containsKey(option)).toList();
    if (tried.isEmpty()) {
      throw Untried.notApplicable("no login asks for a secret: " + credentials.others());
    }
    List<String> kinds = credentials.kinds();
    if (kinds.equals(List.of(""))) {
      return List.of(new Login(trial, "", tried));
    }
    List<Login> logins = new ArrayList<>();
    TreeSet<String> left = new TreeSet<>(tried);
    for (String kind : kinds) {
      Login whole = new Login(trial, kind, tried);
      Map<String, Object> asked = whole.open(whole.values());
      List<String> own = tried.stream().filter(path -> SecretPaths.has(asked, path)).toList();
      logins.add(new Login(trial, kind, own));
      own.forEach(left::remove);
    }
    if (!left.isEmpty()) {
      throw Untried.missing("no login of its fixture asks for " + String.join(", ", left));
    }
    return logins;
  }

  /** Whether it is the kind that is tried most: a kind's own is how it is sent and refused. */
  boolean first() {
    return credentials().kinds().getFirst().equals(kind);
  }

  Credentials credentials() {
    return trial.system().credentials().orElseThrow();
  }

  /** What messages and names of pipelines add, so that kinds differ. */
  String suffix() {
    return kind.isEmpty() ? "" : "_" + kind;
  }

  /** Values with what URLs, shells and property files trip over, none of them like another. */
  Map<String, String> values() {
    Map<String, String> values = new TreeMap<>();
    for (String option : options) {
      String text = "k#" + UUID.randomUUID() + "$'\"@:/%41&=;+ \\x";
      values.put(option, credentials().secret(option, text));
    }
    return values;
  }

  /** Has the system accept these, and nothing from before; returns the connection's options. */
  Map<String, Object> open(Map<String, String> values) throws Exception {
    return kind.isEmpty() ? credentials().login(values) : credentials().login(kind, values);
  }

  /** A small pipeline. */
  Load load(String name) throws Exception {
    Material material = trial.material();
    return trial.load(material.table(name + suffix()), material.plain(1, 20), trial.whole());
  }

  /** The pipeline over a login, its secrets written in some way. */
  Map<String, Object> manifest(
      Load load, Map<String, Object> login, List<String> secrets, UnaryOperator<String> written) {
    Map<String, Object> manifest = load.manifest();
    List<String> ends =
        trial.route().both()
            ? List.of("source", "sink")
            : List.of(trial.onlyWrites() ? "sink" : "source");
    for (String end : ends) {
      Map<String, Object> connection = PipelineText.group(manifest, end, "connection");
      connection.clear();
      connection.putAll(SecretPaths.copy(login));
      for (String option : secrets) {
        SecretPaths.put(connection, option, written.apply(option));
      }
    }
    return manifest;
  }

  /** Where a secret is read from, once it was {@linkplain #save saved}. */
  String reference(String option) {
    return "${file:" + file(option) + "}";
  }

  private Path file(String option) {
    return trial.folder().resolve("secrets").resolve(option.replace('.', '_') + ".txt");
  }

  /** Writes secrets into files. */
  void save(Map<String, String> values) throws IOException {
    for (Map.Entry<String, String> value : values.entrySet()) {
      Path file = file(value.getKey());
      Files.createDirectories(file.resolveSibling(""));
      Files.writeString(file, value.getValue() + "\n");
    }
  }

  /**
   * What the connector itself throws, with every cause, unmasked; empty if it reads.
   *
   * @param login connection options of a login
   * @param values its secrets, right or wrong
   * @param stream its stream's name, as a manifest writes it
   */
  String failure(Load load, Map<String, Object> login, Map<String, String> values, String stream)
      throws Exception {
    save(values);
    Manifest manifest =
        trial
            .bench()
            .dpone()
            .read(trial.write(manifest(load, login, options, this::reference)))
            .getFirst();
    try {
      if (trial.onlyWrites()) {
        planOne(load, manifest, stream);
      } else {
        ask(manifest, stream, load.mode());
      }
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

  private void ask(Manifest manifest, String stream, LoadMode mode) {
    StreamSelection own = manifest.source().streams().getFirst().selection();
    StreamSelection selection =
        new StreamSelection(stream, null, List.of(), null, own.cursor(), own.options());
    try (Source source =
        trial.connector().source(DirectParts.source(manifest), DirectParts.context(trial))) {
      readOne(source, selection, mode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A sink has to look at its target for that. */
  private void planOne(Load load, Manifest manifest, String stream) throws IOException {
    if (!(manifest.sink().connection() instanceof ConnectionSpec.Direct direct)) {
      throw new IllegalStateException("a fixture gives a connection, not a service");
    }
    Schema schema =
        new Schema(List.of(new Field("id", new DataType.Int(64), false, "")), List.of());
    Endpoint to = new Endpoint(direct.options(), manifest.sink().settings());
    try (Sink sink = trial.connector().sink(to, DirectParts.context(trial))) {
      sink.plan(
          new LoadRequest(
              "certify_login",
              stream,
              List.of(
                  new StreamLoad(
                      trial.route().sourceType(),
                      stream,
                      load.target(),
                      schema,
                      manifest.source().streams().getFirst().strategy(),
                      SchemaEvolution.DEFAULT,
                      Set.of(),
                      List.of(),
                      -1))));
    }
  }

  /** Some sources ask nobody before they read. */
  private static void readOne(Source source, StreamSelection selection, LoadMode mode) {
    StreamInfo info = source.describe(selection);
    ReadMode how = mode == LoadMode.FULL_REFRESH ? ReadMode.FULL : ReadMode.AFTER_POSITION;
    StreamRead read = new StreamRead(selection, info.schema(), how, null);
    try (ReadSession session = source.read(new ReadRequest(info.name(), List.of(read), null, 1))) {
      for (Split split : session.splits()) {
        try (SplitReader reader = source.open(split)) {
          Chunk chunk = reader.next();
          if (chunk != null) {
            chunk.close();
          }
        }
      }
    }
  }
}
