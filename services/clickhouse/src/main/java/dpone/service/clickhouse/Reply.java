package dpone.service.clickhouse;

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
      String database, Server server, String password, boolean created, String version) {
    ObjectNode reply = done();
    reply
        .putObject("connection")
        .put("url", "http://" + Server.HOST + ":" + server.httpPort())
        .put("database", database)
        .put("user", Configuration.USER)
        .put("password", password);
    reply.put("created", created);
    reply.put("tcp_port", server.tcpPort());
    reply
        .putObject("service")
        .put("kind", "real")
        .put("name", "ClickHouse")
        .put("version", version);
    return reply;
  }
}
