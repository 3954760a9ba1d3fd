package dpone.certify.proof;

import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/** Takes what a proof provokes on purpose, which is nothing that a user has to read. */
final class UnheardLogger implements System.Logger {
  @Override
  public String getName() {
    return "dpone.certify.unheard";
  }

  @Override
  public boolean isLoggable(Level level) {
    return false;
  }

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String text,
      @Nullable Throwable thrown) {}

  @Override
  public void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {}
}
