package dpone.cli.command;

import dpone.runtime.manifest.Manifest;
import dpone.runtime.receipt.RunReceipt;
import dpone.spi.error.DponeException;
import dpone.spi.error.ErrorCategory;
import dpone.spi.error.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where receipts are written. */
final class ReceiptFiles {
  private static final Path FOLDER = Path.of(".dpone", "receipts");
  private static final int PREFIX = 8;
  private static final DateTimeFormatter STARTED =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private ReceiptFiles() {}

  /** Makes sure, before anything is moved, that the file can be written. */
  static void prepare(Path file) {
    try {
      Path parent = folder(file);
      Files.createDirectories(parent);
      if (Files.isDirectory(file) || !Files.isWritable(parent)) {
        throw unwritable(file, Files.isDirectory(file) ? "it is a folder" : "no permission", null);
      }
    } catch (IOException e) {
      throw unwritable(file, reason(e), e);
    }
  }

  /** Writes the file whole or not at all. */
  static void write(Path file, String json) {
    try {
      Path parent = folder(file);
      Files.createDirectories(parent);
      Path temporary = Files.createTempFile(parent, ".receipt-", ".tmp");
      try {
        Files.writeString(temporary, json);
        Files.move(temporary, file, StandardCopyOption.REPLACE_EXISTING);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw unwritable(file, reason(e), e);
    }
  }

  /** Where the receipt of a run stays, beside its manifest. */
  static Path archive(Manifest manifest, RunReceipt receipt) {
    String load = receipt.loadId();
    String name =
        STARTED.format(receipt.startedAt())
            + "-"
            + (load == null ? "no-load" : load.substring(0, Math.min(PREFIX, load.length())))
            + ".json";
    return folder(manifest.file()).resolve(FOLDER).resolve(manifest.name()).resolve(name);
  }

  private static Path folder(Path file) {
    return Objects.requireNonNullElse(file.toAbsolutePath().getParent(), file.toAbsolutePath());
  }

  private static String reason(IOException e) {
    return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : " " + e.getMessage());
  }

  private static DponeException unwritable(Path file, String why, @Nullable IOException cause) {
    return DponeException.of(
            ErrorCategory.CONFIG, "RECEIPT_NOT_WRITABLE", "the receipt cannot be written: " + why)
        .at(Place.file(file.toString(), 0, 0))
        .remedy("name a file in a folder that can be written")
        .cause(cause)
        .build();
  }
}
