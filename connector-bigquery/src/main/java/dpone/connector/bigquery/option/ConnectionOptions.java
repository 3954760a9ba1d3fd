package dpone.connector.bigquery.option;

import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.OptionType;

/** The options of a connection, as data. */
public final class ConnectionOptions {
  static final String PROJECT_ID = "project_id";
  static final String QUOTA_PROJECT_ID = "quota_project_id";
  static final String DATASET = "dataset";
  static final String LOCATION = "location";
  static final String CREDENTIALS = "credentials";
  static final String SERVICE_ACCOUNT_INFO = "service_account_info";
  static final String SERVICE_ACCOUNT_KEY_FILE = "service_account_key_file";
  static final String WORKLOAD_IDENTITY_FILE = "workload_identity_file";
  static final String IMPERSONATE = "impersonate_service_account";
  static final String ENDPOINT = "endpoint";
  static final String WRITE_ENDPOINT = "write_endpoint";
  static final String STORAGE_ENDPOINT = "storage_endpoint";
  static final String CONNECT_TIMEOUT = "connect_timeout";
  static final String ANSWER_TIMEOUT = "answer_timeout";

  /** All of them. */
  public static final OptionSpec SPEC =
      OptionSpec.of(
          Option.of(
                  PROJECT_ID,
                  OptionType.STRING,
                  "Project in which jobs run and whose tables are meant where none is named.")
              .require()
              .example("acme-warehouse"),
          Option.of(
                  QUOTA_PROJECT_ID,
                  OptionType.STRING,
                  "Project whose quota of calls is used; that of the credentials if left out.")
              .example("acme-billing"),
          Option.of(DATASET, OptionType.STRING, "Dataset of tables named without one.")
              .example("landing"),
          Option.of(
                  LOCATION,
                  OptionType.STRING,
                  "Location in which jobs run and datasets are made; that of the target's dataset"
                      + " if left out.")
              .example("EU"),
          Option.of(
                  CREDENTIALS,
                  OptionType.STRING,
                  "Who calls: service_account by a key, workload_identity by a configuration file"
                      + " of a federation, application_default by what the machine has, none"
                      + " without anybody, for an emulator on the loopback interface; without it"
                      + " service_account where a key is given, workload_identity where its file"
                      + " is, else application_default.")
              .oneOf("service_account", "workload_identity", "application_default", "none"),
          Option.of(
                  SERVICE_ACCOUNT_INFO,
                  OptionType.SECRET,
                  "Key of a service account as its JSON text.")
              .example("${BIGQUERY_KEY}"),
          Option.of(
                  SERVICE_ACCOUNT_KEY_FILE,
                  OptionType.STRING,
                  "File with the key of a service account; wins over service_account_info.")
              .example("/run/secrets/bigquery.json"),
          Option.of(
                  WORKLOAD_IDENTITY_FILE,
                  OptionType.STRING,
                  "Configuration file of a workload identity federation, which holds no secret.")
              .example("/etc/dpone/federation.json"),
          Option.of(
                  IMPERSONATE,
                  OptionType.STRING,
                  "Service account in whose name calls are made, which the credentials may"
                      + " impersonate.")
              .example("loader@acme-warehouse.iam.gserviceaccount.com"),
          Option.of(
                  ENDPOINT,
                  OptionType.STRING,
                  "Address of the REST interface; another one for private access or an emulator.")
              .defaultsTo("https://bigquery.googleapis.com"),
          Option.of(
                  WRITE_ENDPOINT,
                  OptionType.STRING,
                  "Address of the Storage Write API, which sink.load storage_write uses.")
              .defaultsTo("https://bigquerystorage.googleapis.com"),
          Option.of(
                  STORAGE_ENDPOINT,
                  OptionType.STRING,
                  "Address of the JSON interface of Cloud Storage, which sink.load cloud_storage"
                      + " uses.")
              .defaultsTo("https://storage.googleapis.com"),
          Option.of(CONNECT_TIMEOUT, OptionType.DURATION, "Limit of making a connection.")
              .defaultsTo("10s"),
          Option.of(
                  ANSWER_TIMEOUT,
                  OptionType.DURATION,
                  "Limit of waiting for the answer of one call; jobs take their own time.")
              .defaultsTo("120s"));

  private ConnectionOptions() {}
}
