package dpone.service.clickhouse;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips where the engine is not installed, unless {@code DPONE_CLICKHOUSE} is {@code required}. */
final class RequiresEngine implements BeforeAllCallback {
  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    try {
      Engine.find();
    } catch (ServiceException missing) {
      assumeTrue(
          "required".equals(System.getenv("DPONE_CLICKHOUSE")),
          missing.message() + ": " + missing.remedy());
      throw missing;
    }
  }
}
