package dpone.certify.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The files of a ledger, and writes that outlive a crash.
 *
 * @param folder where they are
 */
record LedgerFiles(Path folder) {
  Path entries() {
    return folder.resolve("ledger.jsonl");
  }

  Path head() {
    return folder.resolve("head.json");
  }

  Path lock() {
    return folder.resolve("ledger.lock");
  }

  boolean exist() {
    return Files.exists(entries()) || Files.exists(head());
  }

  /** Entries first, then the head: a crash in between leaves more entries than the head knows. */
  void append(String lines, Head head) throws IOException {
    try (FileChannel out =
        FileChannel.open(entries(), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      write(out, lines);
    }
    Path next = folder.resolve("head.json.next");
    try (FileChannel out =
        FileChannel.open(
            next,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      write(out, head.text());
    }
    Files.move(next, head(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncFolder();
  }

  private static void write(FileChannel out, String text) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      out.write(bytes);
    }
    out.force(true);
  }

  private void syncFolder() {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      // Not every system opens folders; where it does not, renaming is durable by itself.
    }
  }
}
