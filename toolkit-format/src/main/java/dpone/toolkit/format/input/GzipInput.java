package dpone.toolkit.format.input;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/**
 * Unpacks gzip (RFC 1952). Members follow one another to the very end of the stream, also where the
 * stream cannot tell how much is available, which the JDK's own class takes for the end.
 */
final class GzipInput extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] packed = new byte[1 << 15];
  private int at;
  private int end;
  private boolean inMember;
  private int members;
  private boolean ended;

  GzipInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (true) {
      if (!inMember && !begin()) {
        return -1;
      }
      int count = inflate(to, offset, length);
      if (count > 0) {
        crc.update(to, offset, count);
        return count;
      }
      if (inflater.finished()) {
        finish();
      } else if (inflater.needsDictionary()) {
        throw new ZipException("it needs a dictionary");
      } else if (inflater.needsInput()) {
        refill();
        inflater.setInput(packed, at, end - at);
        at = end;
      }
    }
  }

  private int inflate(byte[] to, int offset, int length) throws ZipException {
    try {
      return inflater.inflate(to, offset, length);
    } catch (DataFormatException e) {
      throw new ZipException(String.valueOf(e.getMessage()));
    }
  }

  private boolean begin() throws IOException {
    if (ended || (at == end && !fill())) {
      if (members == 0) {
        throw new EOFException("it is empty");
      }
      ended = true;
      inflater.end();
      return false;
    }
    int first = octet();
    if (first == 0 && members > 0) {
      return zeros();
    }
    if (first != 0x1F || octet() != 0x8B || octet() != 8) {
      throw new ZipException("no member of gzip begins here");
    }
    members++;
    int flags = octet();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(octet() | octet() << 8);
    }
    if ((flags & NAME) != 0) {
      text();
    }
    if ((flags & COMMENT) != 0) {
      text();
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    inflater.setInput(packed, at, end - at);
    at = end;
    crc.reset();
    inMember = true;
    return true;
  }

  /** Blocks are filled with zeros by tools that write them. */
  private boolean zeros() throws IOException {
    while (at < end || fill()) {
      if (packed[at++] != 0) {
        throw new ZipException("no member of gzip begins here");
      }
    }
    ended = true;
    inflater.end();
    return false;
  }

  private void finish() throws IOException {
    at = end - inflater.getRemaining();
    long size = inflater.getBytesWritten();
    if (number() != crc.getValue() || number() != (size & 0xFFFF_FFFFL)) {
      throw new ZipException("the checksum of a member is wrong");
    }
    inMember = false;
  }

  private long number() throws IOException {
    return octet() | octet() << 8 | octet() << 16 | (long) octet() << 24;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      octet();
    }
  }

  private void text() throws IOException {
    while (octet() != 0) {
      // up to its zero
    }
  }

  private int octet() throws IOException {
    if (at == end) {
      refill();
    }
    return packed[at++] & 0xFF;
  }

  private void refill() throws IOException {
    if (!fill()) {
      throw new EOFException("it ends too early");
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    end = Math.max(0, in.read(packed, 0, packed.length));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
