package dpone.certify.dropin;

import dpone.certify.kit.Fixture;
import dpone.certify.kit.ServiceInfo;
import dpone.certify.kit.Services;
import dpone.certify.kit.SinkTables;
import dpone.certify.kit.SourceTables;
import dpone.certify.kit.TestSystem;
import dpone.certify.kit.UnavailableException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fixture of a connector whose author gives statements instead of a class. */
public final class StatementsFixture implements Fixture {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");

  private final String connector;
  private final Statements statements;
  private final Map<String, String> environment;

  private StatementsFixture(
      String connector, Statements statements, Map<String, String> environment) {
    this.connector = connector;
    this.statements = statements;
    this.environment = Map.copyOf(environment);
  }

  /**
   * That of a connector's file; empty where it has no statements.
   *
   * @param environment where {@code ${NAME}} is looked up
   */
  public static Optional<Fixture> of(DropIn dropIn, Map<String, String> environment) {
    return dropIn
        .statements()
        .map(given -> new StatementsFixture(dropIn.connector(), given, environment));
  }

  @Override
  public String connector() {
    return connector;
  }

  @Override
  public TestSystem start(Services services, String version) throws Exception {
    Map<String, Object> options = new LinkedHashMap<>(resolved(statements.connection()));
    Map<String, String> given = resolved(statements.properties());
    String url = resolved(statements.url());
    URLClassLoader loader = loader(statements.drivers());
    try {
      Connection client = connect(loader, url, given);
      ServiceInfo info =
          new ServiceInfo(
              statements.name(),
              statements.kind(),
              client.getMetaData().getDatabaseProductVersion());
      return new Running(info, options, new StatementsTables(statements, client), loader);
    } catch (SQLException | UnavailableException | RuntimeException failed) {
      loader.close();
      throw failed;
    }
  }

  private Connection connect(URLClassLoader loader, String url, Map<String, String> given)
      throws SQLException, UnavailableException {
    Properties properties = new Properties();
    properties.putAll(given);
    for (Driver driver : ServiceLoader.load(Driver.class, loader)) {
      if (driver.acceptsURL(url)) {
        Connection client = driver.connect(url, properties);
        if (client != null) {
          return client;
        }
      }
    }
    throw new UnavailableException(
        "no driver in jdbc.drivers takes the address of " + statements.name());
  }

  /** Sees the JDK and these jars, nothing of dpone's. */
  private static URLClassLoader loader(List<Path> jars) throws IOException {
    List<URL> urls = new ArrayList<>();
    for (Path jar : jars) {
      urls.add(jar.toUri().toURL());
    }
    return new URLClassLoader(
        "statements", urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private Map<String, String> resolved(Map<String, String> texts) throws UnavailableException {
    Map<String, String> resolved = new LinkedHashMap<>();
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      resolved.put(entry.getKey(), resolved(entry.getValue()));
    }
    return resolved;
  }

  private String resolved(String text) throws UnavailableException {
    Matcher matcher = VARIABLE.matcher(text);
    StringBuilder resolved = new StringBuilder();
    while (matcher.find()) {
      String value = environment.get(matcher.group(1));
      if (value == null) {
        throw new UnavailableException(
            "no system: set the environment variable " + matcher.group(1));
      }
      matcher.appendReplacement(resolved, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(resolved).toString();
  }

  private record Running(
      ServiceInfo service,
      Map<String, Object> connection,
      StatementsTables tables,
      URLClassLoader loader)
      implements TestSystem {
    @Override
    public Optional<SourceTables> source() {
      return Optional.of(tables);
    }

    @Override
    public Optional<SinkTables> sink() {
      return Optional.of(tables);
    }

    @Override
    public void close() throws Exception {
      try (loader;
          tables) {
        tables.dropAll();
      }
    }
  }
}
