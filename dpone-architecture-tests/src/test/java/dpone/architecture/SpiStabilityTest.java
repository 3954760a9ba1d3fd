package dpone.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAnnotation;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SpiStabilityTest {
  private static final String API = "dpone.spi.annotation.Api";

  @Test
  void everyPublicTypeSaysHowStableItIsAndSinceWhen() {
    List<JavaClass> types =
        Code.ALL.stream()
            .filter(type -> (type.getPackageName() + ".").startsWith("dpone.spi."))
            .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
            .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
            .toList();

    assertThat(types).isNotEmpty();
    assertThat(types).allSatisfy(SpiStabilityTest::saysSo);
  }

  private static void saysSo(JavaClass type) {
    assertThat(type.tryGetAnnotationOfType(API)).as(type.getName()).isPresent();
    JavaAnnotation<?> api = type.getAnnotationOfType(API);
    assertThat(api.get("status")).as(type.getName() + " status").isPresent();
    assertThat(api.get("since").map(String::valueOf).orElse("missing"))
        .as(type.getName() + " since")
        .matches("\\d+\\.\\d+");
  }
}
