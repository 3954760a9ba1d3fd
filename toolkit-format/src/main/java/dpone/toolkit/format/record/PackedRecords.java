package dpone.toolkit.format.record;

import dpone.toolkit.format.input.Archive;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The records of a body that may be packed; those of several files of an archive one after another.
 */
public final class PackedRecords implements Records {
  private final Archive archive;
  private final Function<InputStream, Records> opener;
  private @Nullable Records file;
  private boolean ended;
  private long read;
  private long containersBefore;

  private PackedRecords(Archive archive, Function<InputStream, Records> opener) {
    this.archive = archive;
    this.opener = opener;
  }

  /**
   * Opens a body.
   *
   * @param opener of each file in it
   */
  public static PackedRecords open(
      InputStream body, Archive.Unpacking unpacking, Function<InputStream, Records> opener) {
    return new PackedRecords(Archive.open(body, unpacking), opener);
  }

  private @Nullable Records file() throws IOException {
    if (file == null && !ended) {
      InputStream next = archive.next();
      ended = next == null;
      file = next == null ? null : opener.apply(next);
    }
    return file;
  }

  @Override
  public boolean next() throws IOException {
    for (Records open = file(); open != null; open = file()) {
      if (open.next()) {
        read++;
        return true;
      }
      // What the last file says stays known.
      InputStream next = archive.next();
      if (next == null) {
        ended = true;
        return false;
      }
      Optional<List<String>> before = open.header();
      containersBefore += open.containers();
      file = opener.apply(next);
      checkHeader(before, Objects.requireNonNull(file).header());
    }
    return false;
  }

  private static void checkHeader(Optional<List<String>> before, Optional<List<String>> now) {
    if (!before.equals(now)) {
      throw dpone.toolkit.format.input.BodyCode.HEADER_CHANGED
          .error(
              "a file of the archive names other fields than the one before: "
                  + String.join(", ", now.orElse(List.of())))
          .remedy("read the files one by one")
          .build();
    }
  }

  @Override
  public Optional<List<String>> header() throws IOException {
    Records open = file();
    return open == null ? Optional.empty() : open.header();
  }

  private Records present() {
    return Objects.requireNonNull(file, "next() comes first");
  }

  @Override
  public byte[] data() {
    return present().data();
  }

  @Override
  public int from() {
    return present().from();
  }

  @Override
  public int to() {
    return present().to();
  }

  @Override
  public long read() {
    return read;
  }

  @Override
  public long containers() {
    Records open = file;
    return containersBefore + (open == null ? 0 : open.containers());
  }

  @Override
  public Optional<String> envelope(String pointer) {
    Records open = file;
    return open == null ? Optional.empty() : open.envelope(pointer);
  }

  @Override
  public boolean isNull() {
    Records open = file;
    return open != null && open.isNull();
  }

  @Override
  public void close() throws IOException {
    archive.close();
  }
}
