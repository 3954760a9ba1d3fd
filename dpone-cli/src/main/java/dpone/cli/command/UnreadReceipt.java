package dpone.cli.command;

import dpone.runtime.Dpone;
import dpone.runtime.observe.MemoryWatch;
import dpone.runtime.receipt.ErrorReceipt;
import dpone.runtime.receipt.RunReceipt;
import dpone.runtime.receipt.RunStatus;
import dpone.spi.SpiVersion;
import dpone.spi.error.DponeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The receipt of a run that failed before there was a pipeline. */
final class UnreadReceipt {
  private UnreadReceipt() {}

  static RunReceipt of(DponeException failure, Instant startedAt, UnaryOperator<String> redact) {
    try (MemoryWatch memory = new MemoryWatch()) {
      return new RunReceipt(
          1,
          RunStatus.FAILED,
          "",
          null,
          List.of(),
          startedAt,
          Duration.between(startedAt, Instant.now()).toMillis(),
          memory.peakHeapBytes(),
          MemoryWatch.peakRssBytes(),
          ZoneId.systemDefault().getId(),
          Map.of(
              "dpone", Dpone.version(),
              "spi", SpiVersion.CURRENT.toString(),
              "java", Runtime.version().toString()),
          List.of(),
          ErrorReceipt.of(failure, redact),
          failure);
    }
  }
}
