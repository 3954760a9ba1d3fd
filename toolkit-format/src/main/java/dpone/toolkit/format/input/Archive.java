package dpone.toolkit.format.input;

import dpone.spi.error.DponeException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files in a body that may be packed: by gzip (RFC 1952, also several members) or zip, or not
 * at all. Read one after another; nothing is written anywhere.
 */
public final class Archive implements Closeable {
  /** How a body is packed. */
  public enum Packing {
    /** Told by its first bytes. */
    DETECT,
    /** Not at all. */
    NONE,
    /** By gzip. */
    GZIP,
    /** By zip. */
    ZIP
  }

  /**
   * What to unpack.
   *
   * @param packing of the body
   * @param entry name of the wanted file in a zip, with {@code *} for any characters; empty for the
   *     only one
   * @param all whether all files of that name are read, one after another
   * @param maxBytes bytes that a body may unpack to
   * @param maxRatio times the size of the body that it may unpack to, beyond 64 MiB
   */
  public record Unpacking(Packing packing, String entry, boolean all, long maxBytes, int maxRatio) {
    /** By the first bytes; the only file; at most 300 times the body. */
    public static final Unpacking STANDARD =
        new Unpacking(Packing.DETECT, "", false, Long.MAX_VALUE, 300);

    /** Refuses limits below 1. */
    public Unpacking {
      if (maxBytes < 1 || maxRatio < 1) {
        throw new IllegalArgumentException("limits of an archive are at least 1");
      }
    }
  }

  private final Source source;
  private final Unpacking unpacking;
  private @Nullable ZipInputStream zip;
  private @Nullable GzipInput gzip;
  private boolean begun;
  private int entries;
  private long total;
  private final List<String> names = new ArrayList<>();

  private Archive(InputStream body, Unpacking unpacking) {
    this.source = new Source(body);
    this.unpacking = unpacking;
  }

  /** Opens a body; reads nothing yet. */
  public static Archive open(InputStream body, Unpacking unpacking) {
    return new Archive(body, unpacking);
  }

  /**
   * The next file, which ends where the file does; the one before is no longer read.
   *
   * @return null when there is none left
   * @throws DponeException FORMAT_ARCHIVE_BROKEN, FORMAT_ARCHIVE_ENTRY; reading may throw
   *     FORMAT_EXPANSION_LIMIT
   */
  public @Nullable InputStream next() throws IOException {
    ZipInputStream open = zip;
    if (open != null) {
      return nextEntry(open);
    }
    if (begun) {
      return null;
    }
    begun = true;
    return switch (packing()) {
      case GZIP -> {
        GzipInput opened = new GzipInput(source);
        gzip = opened;
        yield new Bounded(opened);
      }
      case ZIP -> {
        source.keepEnd(Source.ZIP_END);
        ZipInputStream opened = new ZipInputStream(source);
        zip = opened;
        yield nextEntry(opened);
      }
      default -> source;
    };
  }

  private Packing packing() throws IOException {
    if (unpacking.packing != Packing.DETECT) {
      return unpacking.packing;
    }
    byte[] first = source.peek(4);
    if (first.length >= 2 && first[0] == 0x1F && first[1] == (byte) 0x8B) {
      return Packing.GZIP;
    }
    boolean isZip =
        first.length == 4
            && first[0] == 'P'
            && first[1] == 'K'
            && ((first[2] == 3 && first[3] == 4) || (first[2] == 5 && first[3] == 6));
    return isZip ? Packing.ZIP : Packing.NONE;
  }

  private @Nullable InputStream nextEntry(ZipInputStream open) throws IOException {
    try {
      for (ZipEntry entry = open.getNextEntry(); entry != null; entry = open.getNextEntry()) {
        entries++;
        if (entry.isDirectory() || !isWanted(entry.getName())) {
          continue;
        }
        names.add(entry.getName());
        if (names.size() > 1 && !unpacking.all) {
          throw BodyCode.ARCHIVE_ENTRY
              .error("the archive holds several files: " + String.join(", ", names) + " ...")
              .build();
        }
        return new Bounded(open);
      }
    } catch (ZipException | java.io.EOFException e) {
      throw broken(e);
    } catch (IllegalArgumentException e) {
      throw broken(new ZipException("the name of an entry is no UTF-8"));
    }
    source.checkZipEnd(entries);
    if (names.isEmpty() && !unpacking.all) {
      throw BodyCode.ARCHIVE_ENTRY
          .error(
              "none of the "
                  + entries
                  + " entries of the archive is a file"
                  + (unpacking.entry.isEmpty() ? "" : " of the name " + unpacking.entry))
          .build();
    }
    zip = null;
    return null;
  }

  private boolean isWanted(String name) {
    String wanted = unpacking.entry;
    if (wanted.isEmpty()) {
      return true;
    }
    StringBuilder pattern = new StringBuilder();
    for (String part : wanted.split("\\*", -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(java.util.regex.Pattern.quote(part));
    }
    return name.matches(pattern.toString());
  }

  private DponeException broken(IOException e) throws IOException {
    IOException failure = source.failure();
    if (failure != null) {
      throw failure;
    }
    return BodyCode.ARCHIVE_BROKEN.error("the archive is broken: " + e.getMessage()).build();
  }

  @Override
  public void close() throws IOException {
    GzipInput opened = gzip;
    if (opened != null) {
      opened.close();
    }
    ZipInputStream unzipped = zip;
    if (unzipped != null) {
      unzipped.close();
    }
    source.close();
  }

  /** Counts what is unpacked. Closing it does not close the archive. */
  private final class Bounded extends InputStream {
    private static final long SMALL = 64L << 20;

    private final InputStream unpacked;

    Bounded(InputStream unpacked) {
      this.unpacked = unpacked;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      int count = read(one, 0, 1);
      return count < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int count;
      try {
        count = unpacked.read(to, offset, length);
      } catch (ZipException | java.io.EOFException e) {
        throw broken(e);
      }
      total += Math.max(0, count);
      long most = Math.max(SMALL, source.count() * unpacking.maxRatio);
      if (total > unpacking.maxBytes || total > most) {
        throw BodyCode.EXPANSION_LIMIT
            .error(
                source.count()
                    + " bytes of the archive unpack to more than "
                    + Math.min(most, unpacking.maxBytes)
                    + " bytes")
            .build();
      }
      return count;
    }
  }
}
