package dpone.certification.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dpone.spi.source.ReadMode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A schema registry that nobody wrote for this, read as any other API. */
@Tag("integration")
class SchemaRegistryTest {
  @TempDir Path folder;

  @Test
  void aSchemaRegistryIsReadUnderItsParents() throws Exception {
    String java = ProcessHandle.current().info().command().orElse("java");
    try (JsonServerTest.Child service =
        JsonServerTest.Child.start(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            "dpone.service.schemaregistry.Main",
            "--data",
            folder.toString())) {
      String url = open(service);
      for (String subject : List.of("orders/value", "customers value")) {
        for (int version = 1; version <= 2; version++) {
          JsonServerTest.send(
              url + "/subjects/" + subject.replace("/", "%2F").replace(" ", "%20") + "/versions",
              "application/vnd.schemaregistry.v1+json",
              "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"r\\\",\\\"fields\\\":[{\\\"name\\\":\\\"a"
                  + version
                  + "\\\",\\\"type\\\":\\\"int\\\",\\\"default\\\":0}]}\"}");
        }
      }
      Reading reading =
          new Reading(
              "{url: '" + url + "'}",
              "versions",
              "{path: 'subjects/{subject}/versions/{version}', parent: {path:"
                  + " 'subjects/{named}/versions/latest', values: [{variable: 'named', values:"
                  + " ['orders/value', 'customers value']}], schema: [{name: 'subject', type:"
                  + " 'string'}], variables: {subject: 'subject'}}, values: [{variable: 'version',"
                  + " values: ['1', '2']}], schema: [{name:"
                  + " 'version', type: 'int64'}, {name: 'subject', type: 'string'}, {name:"
                  + " 'of', type: 'string', variable: 'subject'}, {name: 'schema', type:"
                  + " 'string'}]}",
              null);

      reading.read(ReadMode.FULL);

      assertThat(reading.ids).containsExactlyInAnyOrder(1L, 2L, 1L, 2L);
    }
  }

  /** A busy machine takes longer than the service waits; it is asked again then. */
  private static String open(JsonServerTest.Child service) throws IOException {
    for (int attempt = 1; ; attempt++) {
      service
          .process()
          .getOutputStream()
          .write("{\"op\":\"open\"}\n".getBytes(StandardCharsets.UTF_8));
      service.process().getOutputStream().flush();
      JsonNode reply = new ObjectMapper().readTree(service.line());
      if (reply.path("ok").asBoolean() || attempt == 3) {
        return reply.path("connection").path("url").asText();
      }
    }
  }
}
