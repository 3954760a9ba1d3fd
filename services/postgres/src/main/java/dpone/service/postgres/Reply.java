package dpone.service.postgres;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One line of standard output. */
final class Reply {
  private Reply() {}

  static ObjectNode done() {
    return JsonNodeFactory.instance.objectNode().put("ok", true);
  }

  static ObjectNode failed(ServiceException problem) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("ok", false)
        .put("error", problem.message())
        .put("remedy", problem.remedy());
  }

  static ObjectNode state(boolean running, long pid) {
    ObjectNode reply = done().put("running", running);
    return running ? reply.put("pid", pid) : reply;
  }

  static ObjectNode opened(
      String database,
      int port,
      String password,
      boolean created,
      Binaries binaries,
      String version) {
    ObjectNode reply = done();
    reply
        .putObject("connection")
        .put("host", Server.HOST)
        .put("port", port)
        .put("database", database)
        .put("user", Cluster.USER)
        .put("password", password);
    reply.put("created", created);
    reply
        .putObject("service")
        .put("kind", "real")
        .put("name", "PostgreSQL")
        .put("version", version)
        .put("binaries", binaries.origin().word());
    return reply;
  }
}
