package dpone.connector.postgres.testing;

import dpone.spi.batch.Chunk;
import dpone.spi.batch.WireChunk;
import dpone.spi.batch.WireFormat;
import dpone.spi.source.ReadRequest;
import dpone.spi.source.ReadSession;
import dpone.spi.source.Source;
import dpone.spi.source.SplitReader;
import dpone.spi.source.StreamInfo;
import dpone.spi.source.StreamRead;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.ReadReceipt;
import dpone.spi.transfer.Split;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads a stream as lines of text, as a sink that speaks no binary COPY would.
 *
 * @param layout of the format
 * @param lines all bytes
 * @param rows as the chunks count them
 * @param told as the server counts them
 * @param chunks how many there were
 * @param largest bytes of the longest chunk
 * @param splits how many there were
 * @param position reached, or null
 */
public record TextRead(
    String layout,
    byte[] lines,
    long rows,
    long told,
    int chunks,
    int largest,
    int splits,
    Position position) {
  /** Reads what the move says, from its position. */
  public static TextRead of(Move move) {
    try (Source source = move.source()) {
      StreamInfo info = source.describe(move.selection());
      WireFormat format = format(info);
      StreamRead stream =
          new StreamRead(move.selection(), info.schema(), move.readMode, format, move.chunkRows);
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      long rows = 0;
      int chunks = 0;
      int largest = 0;
      List<ReadReceipt> receipts = new ArrayList<>();
      ReadRequest request =
          new ReadRequest("main", List.of(stream), move.position, move.parallelism);
      try (ReadSession session = source.read(request)) {
        for (Split split : session.splits()) {
          try (SplitReader reader = source.open(split)) {
            for (Chunk chunk = reader.next(); chunk != null; chunk = reader.next()) {
              try (WireChunk wire = (WireChunk) chunk) {
                if (!wire.format().equals(format)) {
                  throw new AssertionError("a chunk of " + wire.format());
                }
                requireWholeRows(wire);
                all.write(wire.data(), 0, wire.length());
                rows += wire.rows();
                chunks++;
                largest = Math.max(largest, wire.length());
              }
            }
            receipts.add(reader.finish());
          }
        }
        return new TextRead(
            format.layout(),
            all.toByteArray(),
            rows,
            receipts.stream().mapToLong(ReadReceipt::rows).sum(),
            chunks,
            largest,
            session.splits().size(),
            session.position(receipts).orElse(null));
      }
    }
  }

  private static WireFormat format(StreamInfo info) {
    return info.wireFormats().stream()
        .filter(f -> f.name().equals("postgres-copy-text"))
        .findFirst()
        .orElseThrow();
  }

  /** The number of line ends is the number of rows, and the last byte is one. */
  private static void requireWholeRows(WireChunk chunk) {
    int ends = 0;
    for (int i = 0; i < chunk.length(); i++) {
      ends += chunk.data()[i] == '\n' ? 1 : 0;
    }
    if (ends != chunk.rows() || chunk.data()[chunk.length() - 1] != '\n') {
      throw new AssertionError(ends + " line ends in a chunk of " + chunk.rows() + " rows");
    }
  }

  /** The lines in order. */
  public List<String> sorted() {
    String text = new String(lines, StandardCharsets.UTF_8);
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split("\n", -1)).limit(rows).sorted().toList();
  }
}
