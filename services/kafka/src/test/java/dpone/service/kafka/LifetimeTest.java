package dpone.service.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("integration")
class LifetimeTest {
  @TempDir private static Path cache;

  @TempDir private Path folder;

  @Test
  void theDataAndThePortSurviveTheService() throws Exception {
    Path data = folder.resolve("data");
    String servers;
    ProcessHandle broker;
    try (ServiceProcess service = ServiceProcess.start(data, cache)) {
      servers = service.open("kept");
      broker = service.broker();
      ServiceProcess.send(servers, "kept", 3);
    }
    assertThat(broker.isAlive()).isFalse();
    // By a class path that means something in the service's folder and nothing in the broker's.
    Path working = Files.createDirectory(folder.resolve("working"));
    List<String> names = new ArrayList<>();
    for (String entry : ServiceProcess.classPath().split(File.pathSeparator, -1)) {
      String name = "entry" + names.size();
      Files.createSymbolicLink(working.resolve(name), Path.of(entry).toAbsolutePath());
      names.add(name);
    }
    String relative = String.join(File.pathSeparator, names);
    try (ServiceProcess service = ServiceProcess.start(data, cache, working, relative)) {
      assertThat(service.open("kept")).isEqualTo(servers);
      assertThat(ServiceProcess.count(servers, "kept")).isEqualTo(3);
    }
  }

  @Test
  void aKilledBrokerKeepsWhatItHadAndEndsWithAKilledService() throws Exception {
    ServiceProcess service = ServiceProcess.start(folder.resolve("data"), cache);
    String servers = service.open("kept");
    ServiceProcess.send(servers, "kept", 3);
    ProcessHandle killed = service.broker();
    assertThat(service.say("{\"op\":\"kill\"}").get("ok").booleanValue()).isTrue();
    assertThat(killed.isAlive()).isFalse();
    assertThat(service.say("{\"op\":\"ping\"}").get("running").booleanValue()).isFalse();
    assertThat(service.say("{\"op\":\"restart\"}").get("running").booleanValue()).isTrue();
    assertThat(ServiceProcess.count(servers, "kept")).isEqualTo(3);
    ProcessHandle broker = service.broker();
    assertThat(broker.pid()).isNotEqualTo(killed.pid());
    service.kill();
    // A broker writes down what it has before it goes.
    broker.onExit().get(60, TimeUnit.SECONDS);
    assertThat(broker.isAlive()).isFalse();
  }

  @Test
  void aSecondServiceNamesTheOneThatHoldsTheFolder() throws Exception {
    Path data = folder.resolve("data");
    try (ServiceProcess first = ServiceProcess.start(data, cache);
        ServiceProcess second = ServiceProcess.start(data, cache)) {
      first.say("{\"op\":\"ping\"}");
      JsonNode refused = second.say("{\"op\":\"ping\"}");
      assertThat(refused.get("ok").booleanValue()).isFalse();
      assertThat(refused.get("error").textValue()).contains("in use by");
    }
  }
}
