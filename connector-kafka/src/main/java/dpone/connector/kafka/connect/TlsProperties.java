package dpone.connector.kafka.connect;

import dpone.connector.kafka.error.KafkaCode;
import dpone.spi.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.types.Password;

/** How connections are encrypted. A broker's certificate is always verified. */
final class TlsProperties {
  private static final List<String> FILES =
      List.of(
          ConnectionOptions.SSL_CA_LOCATION,
          ConnectionOptions.SSL_CERTIFICATE_LOCATION,
          ConnectionOptions.SSL_KEY_LOCATION);

  private final Options options;
  private final boolean encrypted;

  TlsProperties(Options options, String protocol) {
    this.options = options;
    this.encrypted = protocol.endsWith("SSL");
    for (String option : FILES) {
      if (options.findString(option).isPresent() && !encrypted) {
        throw KafkaCode.INVALID_OPTION
            .error(
                "connection." + option + " is set, and connection.security_protocol is " + protocol)
            .remedy("set connection.security_protocol to SSL or SASL_SSL")
            .build();
      }
    }
    if (options.findString(ConnectionOptions.SSL_CERTIFICATE_LOCATION).isPresent()
        != options.findString(ConnectionOptions.SSL_KEY_LOCATION).isPresent()) {
      throw KafkaCode.INVALID_OPTION
          .error("a client certificate and its private key go together")
          .remedy("set both connection.ssl_certificate_location and ssl_key_location")
          .build();
    }
  }

  void addTo(Map<String, Object> all) {
    if (!encrypted) {
      return;
    }
    all.put(
        "ssl.endpoint.identification.algorithm",
        options.bool(ConnectionOptions.SSL_VERIFY_HOSTNAME) ? "https" : "");
    options
        .findString(ConnectionOptions.SSL_CA_LOCATION)
        .ifPresent(file -> {
          all.put("ssl.truststore.type", "PEM");
          all.put(
              "ssl.truststore.certificates",
              new Password(pem(ConnectionOptions.SSL_CA_LOCATION, file, "BEGIN CERTIFICATE")));
        });
    options
        .findString(ConnectionOptions.SSL_CERTIFICATE_LOCATION)
        .ifPresent(file -> {
          all.put("ssl.keystore.type", "PEM");
          all.put(
              "ssl.keystore.certificate.chain",
              new Password(
                  pem(ConnectionOptions.SSL_CERTIFICATE_LOCATION, file, "BEGIN CERTIFICATE")));
          all.put(
              "ssl.keystore.key",
              new Password(
                  pem(
                      ConnectionOptions.SSL_KEY_LOCATION,
                      options.string(ConnectionOptions.SSL_KEY_LOCATION),
                      "PRIVATE KEY")));
        });
    options
        .secret(ConnectionOptions.SSL_KEY_PASSWORD)
        .ifPresent(secret -> all.put("ssl.key.password", new Password(secret.reveal())));
  }

  private static String pem(String option, String file, String label) {
    String text;
    try {
      text = Files.readString(Path.of(file));
    } catch (IOException | InvalidPathException unreadable) {
      throw KafkaCode.INVALID_OPTION
          .error("the file " + file + " of connection." + option + " cannot be read")
          .remedy("correct connection." + option + ", or the permissions of the file")
          .build();
    }
    if (!text.contains(label)) {
      throw KafkaCode.INVALID_OPTION
          .error("the file " + file + " of connection." + option + " has no PEM block " + label)
          .remedy("convert it with openssl, a key with openssl pkcs8 -topk8")
          .build();
    }
    return text;
  }
}
