package dpone.connector.postgres.cdc;

import dpone.connector.postgres.error.PgCode;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one transaction that is not over, in a file. What an aborted subtransaction added
 * is cut off: it is always at the end, since nothing of its parents comes while it runs.
 */
final class Spool implements AutoCloseable {
  private static final int BUFFER = 64 << 10;

  /** A description of a table, which counts even if the subtransaction around it does not. */
  private static final class Described {
    private final long at;
    private final byte[] message;

    Described(long at, byte[] message) {
      this.at = at;
      this.message = message;
    }
  }

  private final FileChannel file;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
  private final Map<Integer, Long> parts = new LinkedHashMap<>();
  private final List<Described> descriptions = new ArrayList<>();
  private long length;
  private @Nullable DataInputStream replay;
  private long left;

  Spool(Path folder) {
    try {
      Files.createDirectories(folder);
      Path path = Files.createTempFile(folder, "transaction-", ".changes");
      file =
          FileChannel.open(
              path,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              StandardOpenOption.DELETE_ON_CLOSE);
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  /** Adds a message. */
  void add(int part, boolean relation, byte[] data, int offset, int size) {
    parts.putIfAbsent(part, length);
    if (relation) {
      descriptions.add(
          new Described(length, java.util.Arrays.copyOfRange(data, offset, offset + size)));
    }
    write(data, offset, size);
  }

  private void write(byte[] data, int offset, int size) {
    try {
      if (buffer.remaining() < 4) {
        flush();
      }
      buffer.putInt(size);
      if (size <= buffer.remaining()) {
        buffer.put(data, offset, size);
      } else {
        flush();
        ByteBuffer whole = ByteBuffer.wrap(data, offset, size);
        while (whole.hasRemaining()) {
          file.write(whole);
        }
      }
      length += 4L + size;
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  /** Takes back what a subtransaction added. */
  void cut(int part) {
    Long start = parts.get(part);
    if (start == null) {
      return;
    }
    try {
      flush();
      file.truncate(start);
      file.position(start);
    } catch (IOException failure) {
      throw failed(failure);
    }
    length = start;
    parts.values().removeIf(at -> at >= start);
    List<Described> again = descriptions.stream().filter(d -> d.at >= start).toList();
    descriptions.removeAll(again);
    for (Described described : again) {
      descriptions.add(new Described(length, described.message));
      write(described.message, 0, described.message.length);
    }
  }

  private void flush() throws IOException {
    buffer.flip();
    while (buffer.hasRemaining()) {
      file.write(buffer);
    }
    buffer.clear();
  }

  /** The next message from the start; null after the last one. */
  byte @Nullable [] next() {
    try {
      DataInputStream in = replay;
      if (in == null) {
        flush();
        file.position(0);
        InputStream raw = Channels.newInputStream(file);
        in = new DataInputStream(new BufferedInputStream(raw, BUFFER));
        replay = in;
        left = length;
      }
      if (left == 0) {
        return null;
      }
      byte[] message = new byte[in.readInt()];
      in.readFully(message);
      left -= 4L + message.length;
      return message;
    } catch (EOFException cut) {
      throw new IllegalStateException("the file of a transaction was cut", cut);
    } catch (IOException failure) {
      throw failed(failure);
    }
  }

  private static RuntimeException failed(IOException failure) {
    return PgCode.SPOOL_FAILED
        .error("a transaction cannot be kept in the temporary folder: " + failure.getMessage())
        .cause(failure)
        .build();
  }

  /** Deletes the file. */
  @Override
  public void close() {
    try {
      file.close();
    } catch (IOException failure) {
      throw failed(failure);
    }
  }
}
