package dpone.cli.command;

import dpone.runtime.Dpone;
import dpone.spi.SpiVersion;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {
      "dpone "
          + Dpone.version()
          + " (SPI "
          + SpiVersion.CURRENT
          + ", Java "
          + Runtime.version()
          + ")"
    };
  }
}
