package dpone.connector.bigquery.option;

import dpone.connector.bigquery.error.BqCode;
import dpone.connector.bigquery.sql.TableName;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** Where to connect and as whom, checked as far as that goes without connecting. */
public final class Settings {
  private final Options options;
  private final URI endpoint;
  private final URI writeEndpoint;
  private final URI storageEndpoint;

  /** Checks the options of a connection. */
  public Settings(Options options) {
    this.options = options;
    this.endpoint = endpoint(options, ConnectionOptions.ENDPOINT);
    this.writeEndpoint = endpoint(options, ConnectionOptions.WRITE_ENDPOINT);
    this.storageEndpoint = endpoint(options, ConnectionOptions.STORAGE_ENDPOINT);
    if (!writeEndpoint.getRawPath().isEmpty()) {
      throw invalid(ConnectionOptions.WRITE_ENDPOINT, "has to be an address without a path");
    }
    String project = options.string(ConnectionOptions.PROJECT_ID);
    if (!TableName.isProject(project)) {
      throw invalid("project_id", "is not the id of a project: " + project);
    }
    dataset()
        .filter(name -> !TableName.isDataset(name))
        .ifPresent(name -> {
          throw invalid("dataset", "is not the name of a dataset: " + name);
        });
    checkCredentials();
  }

  private static URI endpoint(Options options, String option) {
    try {
      URI given = new URI(options.string(option).strip());
      String scheme = String.valueOf(given.getScheme()).toLowerCase(Locale.ROOT);
      if (given.getHost() != null
          && given.getRawUserInfo() == null
          && given.getRawQuery() == null
          && (scheme.equals("https") || (scheme.equals("http") && isLoopback(given.getHost())))) {
        String path = given.getRawPath() == null ? "" : given.getRawPath().replaceAll("/+$", "");
        return new URI(
            scheme
                + "://"
                + given.getHost()
                + (given.getPort() < 0 ? "" : ":" + given.getPort())
                + path);
      }
    } catch (java.net.URISyntaxException malformed) {
      // Told below, without its text.
    }
    throw invalid(option, "has to be https://HOST, or http://HOST:PORT on the loopback interface");
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
  }

  private void checkCredentials() {
    boolean key =
        options.has(ConnectionOptions.SERVICE_ACCOUNT_INFO)
            || options.has(ConnectionOptions.SERVICE_ACCOUNT_KEY_FILE);
    switch (credentials()) {
      case "service_account" -> {
        if (!key) {
          throw invalid(
              "credentials",
              "is service_account, and neither service_account_info nor service_account_key_file"
                  + " is given");
        }
      }
      case "workload_identity" -> {
        if (workloadIdentityFile().isEmpty()) {
          throw invalid(
              "credentials", "is workload_identity, and workload_identity_file is not given");
        }
      }
      case "none" -> {
        if (!isLoopback(endpoint.getHost())) {
          throw invalid(
              "credentials", "is none, which is for an emulator on the loopback interface only");
        }
      }
      default -> {
        if (key || workloadIdentityFile().isPresent()) {
          throw invalid("credentials", "is application_default, and a key or file is given too");
        }
      }
    }
    readable(ConnectionOptions.SERVICE_ACCOUNT_KEY_FILE);
    readable(ConnectionOptions.WORKLOAD_IDENTITY_FILE);
  }

  private void readable(String option) {
    options
        .findString(option)
        .filter(file -> !Files.isReadable(Path.of(file)))
        .ifPresent(file -> {
          throw invalid(option, "names the file " + file + ", which cannot be read");
        });
  }

  private static RuntimeException invalid(String option, String why) {
    return BqCode.INVALID_OPTION
        .error("connection." + option + " " + why)
        .remedy("correct connection." + option)
        .build();
  }

  /** Project of jobs and of tables named without one. */
  public String project() {
    return options.string(ConnectionOptions.PROJECT_ID);
  }

  /** Project whose quota of calls is used. */
  public Optional<String> quotaProject() {
    return options.findString(ConnectionOptions.QUOTA_PROJECT_ID);
  }

  /** Dataset of tables named without one. */
  public Optional<String> dataset() {
    return options.findString(ConnectionOptions.DATASET);
  }

  /** Location of jobs and new datasets. */
  public Optional<String> location() {
    return options.findString(ConnectionOptions.LOCATION);
  }

  /** Address of the REST interface, without a slash at its end. */
  public URI endpoint() {
    return endpoint;
  }

  /** Address of the Storage Write API. */
  public URI writeEndpoint() {
    return writeEndpoint;
  }

  /** Address of the interface of Cloud Storage, without a slash at its end. */
  public URI storageEndpoint() {
    return storageEndpoint;
  }

  /** How calls are made in somebody's name. */
  public String credentials() {
    return options
        .findString(ConnectionOptions.CREDENTIALS)
        .orElseGet(() ->
            options.has(ConnectionOptions.SERVICE_ACCOUNT_INFO)
                    || options.has(ConnectionOptions.SERVICE_ACCOUNT_KEY_FILE)
                ? "service_account"
                : options.has(ConnectionOptions.WORKLOAD_IDENTITY_FILE)
                    ? "workload_identity"
                    : "application_default");
  }

  /** A key as text. */
  public Optional<Secret> serviceAccountInfo() {
    return options.secret(ConnectionOptions.SERVICE_ACCOUNT_INFO);
  }

  /** A key in a file. */
  public Optional<Path> serviceAccountKeyFile() {
    return options.findString(ConnectionOptions.SERVICE_ACCOUNT_KEY_FILE).map(Path::of);
  }

  /** Configuration of a federation. */
  public Optional<Path> workloadIdentityFile() {
    return options.findString(ConnectionOptions.WORKLOAD_IDENTITY_FILE).map(Path::of);
  }

  /** Account to impersonate. */
  public Optional<String> impersonate() {
    return options.findString(ConnectionOptions.IMPERSONATE);
  }

  /** Limit of connecting. */
  public Duration connectTimeout() {
    return options.duration(ConnectionOptions.CONNECT_TIMEOUT);
  }

  /** Limit of one call. */
  public Duration answerTimeout() {
    return options.duration(ConnectionOptions.ANSWER_TIMEOUT);
  }

  /** A table named in a manifest. */
  public TableName table(String text) {
    return TableName.parse(text, project(), dataset().orElse(""));
  }
}
