package dpone.runtime.service;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How much memory a service's process gets. */
@Tag("unit")
class ServiceFolderTest {
  @TempDir Path certification;

  private ServiceFolder folder(String properties) throws Exception {
    Path folder = Files.createDirectories(certification.resolve("shop/service"));
    Files.createFile(folder.resolve("shop.jar"));
    if (!properties.isEmpty()) {
      Files.writeString(folder.resolve(ServiceFolder.PROPERTIES), properties);
    }
    return ServiceFolder.of("shop", certification);
  }

  @Test
  void mostServicesNeedLittle() throws Exception {
    assertThat(folder("").heap()).isEqualTo("64m");
  }

  @Test
  void oneThatKeepsTablesItselfSaysSo() throws Exception {
    ServiceFolder folder = folder("heap=512m\nmain=shop.Main\n");
    assertThat(folder.heap()).isEqualTo("512m");
    assertThat(folder.mainClass()).isEqualTo("shop.Main");
  }

  @Test
  void whatIsNoSizeIsNotTaken() throws Exception {
    assertThat(folder("heap=1m -XX:+Nonsense").heap()).isEqualTo("64m");
  }
}
