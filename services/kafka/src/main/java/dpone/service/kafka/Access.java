package dpone.service.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dpone.service.support.ServiceException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Who comes in through which door.
 *
 * @param protocol the listener
 * @param mechanism of the login; empty without one
 * @param user {@code dpone}, who may do everything, or {@code guest}, who may do nothing
 */
record Access(String protocol, String mechanism, String user) {
  /** May do everything. */
  static final String USER = "dpone";

  static Access of(JsonNode request) throws ServiceException {
    String protocol = request.path("security_protocol").asText("PLAINTEXT");
    if (!BrokerConfig.PORTS.subList(0, 4).contains(protocol)) {
      throw new ServiceException(
          "no listener for " + protocol, "one of " + BrokerConfig.PORTS.subList(0, 4));
    }
    String mechanism =
        request.path("sasl_mechanism").asText(protocol.startsWith("SASL") ? "SCRAM-SHA-256" : "");
    String user = request.path("user").asText(USER);
    if (!List.of(USER, "guest").contains(user)) {
      throw new ServiceException("no user " + user, "dpone or guest");
    }
    return new Access(protocol, mechanism, user);
  }

  ObjectNode connection(Path data, Map<String, Integer> ports) {
    ObjectNode options = JsonNodeFactory.instance.objectNode();
    options.put("bootstrap_servers", "127.0.0.1:" + ports.get(protocol));
    if (!protocol.equals("PLAINTEXT")) {
      options.put("security_protocol", protocol);
    }
    if (protocol.endsWith("SSL")) {
      options.put("ssl_ca_location", Certificates.authority(data).toString());
    }
    if (!mechanism.isEmpty()) {
      options.put("sasl_mechanism", mechanism);
      if (mechanism.equals("OAUTHBEARER")) {
        options.put("oauth_token", token());
      } else {
        options.put("sasl_username", user);
        options.put("sasl_password", user + "-secret");
      }
    }
    return options;
  }

  /** An unsigned token: the broker believes whatever it says, as befits a test. */
  private String token() {
    long now = Instant.now().getEpochSecond();
    String claims =
        "{\"sub\":\"" + user + "\",\"iat\":" + (now - 60) + ",\"exp\":" + (now + 86_400) + "}";
    return part("{\"alg\":\"none\"}") + "." + part(claims) + ".";
  }

  private static String part(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }
}
