package dpone.toolkit.format.input;

import dpone.spi.error.DponeException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Text of any charset as UTF-8, without its byte order mark. What is not text of the charset is an
 * error, and never becomes a replacement character. UTF-8 passes as it is: whoever reads it checks
 * it.
 */
public final class TextInput extends InputStream {
  private static final int SIZE = 1 << 15;
  private static final Charset UTF_32BE = Charset.forName("UTF-32BE");
  private static final Charset UTF_32LE = Charset.forName("UTF-32LE");

  private final InputStream in;
  private final Charset charset;
  private final CharsetDecoder decoder;
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final ByteBuffer bytes = ByteBuffer.allocate(SIZE);
  private final CharBuffer chars = CharBuffer.allocate(SIZE);
  private final ByteBuffer utf8 = ByteBuffer.allocate(3 * SIZE);
  private long passed;
  private boolean ended;

  private TextInput(InputStream in, Charset charset) {
    this.in = in;
    this.charset = charset;
    this.decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    utf8.flip();
  }

  /**
   * Any text.
   *
   * @param declared charset that the sender declares; a byte order mark goes before it; null for
   *     UTF-8
   */
  public static InputStream text(InputStream in, @Nullable Charset declared) {
    return new Lazy(in, declared, false);
  }

  /** JSON, which tells UTF-16 and UTF-32 by the zeros in its first bytes (RFC 4627, section 3). */
  public static InputStream json(InputStream in, @Nullable Charset declared) {
    return new Lazy(in, declared, true);
  }

  /**
   * A charset by its name.
   *
   * @throws DponeException FORMAT_CHARSET_UNKNOWN when there is none
   */
  public static Charset charset(String name) {
    try {
      return Charset.forName(name.strip());
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      throw BodyCode.CHARSET_UNKNOWN.error("there is no charset " + name).build();
    }
  }

  /** Decides at the first read, so that opening a body does not wait for it. */
  private static final class Lazy extends InputStream {
    private final InputStream in;
    private final @Nullable Charset declared;
    private final boolean isJson;
    private @Nullable InputStream text;

    Lazy(InputStream in, @Nullable Charset declared, boolean isJson) {
      this.in = in;
      this.declared = declared;
      this.isJson = isJson;
    }

    private InputStream text() throws IOException {
      InputStream known = text;
      if (known == null) {
        known = open(in, declared, isJson);
        text = known;
      }
      return known;
    }

    @Override
    public int read() throws IOException {
      return text().read();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      return text().read(to, offset, length);
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }

  private static InputStream open(InputStream in, @Nullable Charset declared, boolean isJson)
      throws IOException {
    byte[] first = in.readNBytes(4);
    Charset charset = declared == null ? StandardCharsets.UTF_8 : declared;
    int mark = 0;
    if (starts(first, 0xEF, 0xBB, 0xBF)) {
      charset = StandardCharsets.UTF_8;
      mark = 3;
    } else if (starts(first, 0, 0, 0xFE, 0xFF)) {
      charset = UTF_32BE;
      mark = 4;
    } else if (starts(first, 0xFF, 0xFE, 0, 0)) {
      charset = UTF_32LE;
      mark = 4;
    } else if (starts(first, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    } else if (starts(first, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    } else if (isJson && first.length == 4) {
      charset = byZeros(first, charset);
    }
    InputStream rest = new Rejoined(first, mark, in);
    return charset.equals(StandardCharsets.UTF_8) || charset.equals(StandardCharsets.US_ASCII)
        ? rest
        : new TextInput(rest, charset);
  }

  private static Charset byZeros(byte[] first, Charset otherwise) {
    int zeros = 0;
    for (int i = 0; i < 4; i++) {
      zeros |= first[i] == 0 ? 8 >> i : 0;
    }
    return switch (zeros) {
      case 0b1110 -> UTF_32BE;
      case 0b0111 -> UTF_32LE;
      case 0b1010 -> StandardCharsets.UTF_16BE;
      case 0b0101 -> StandardCharsets.UTF_16LE;
      default -> otherwise;
    };
  }

  private static boolean starts(byte[] first, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= first.length || (first[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  @Override
  public int read() throws IOException {
    return fill() ? utf8.get() & 0xFF : -1;
  }

  @Override
  public int read(byte[] to, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int count = Math.min(length, utf8.remaining());
    utf8.get(to, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    while (!utf8.hasRemaining()) {
      if (ended) {
        return false;
      }
      int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
      ended = count < 0;
      bytes.position(bytes.position() + Math.max(0, count));
      bytes.flip();
      transcode();
      bytes.compact();
    }
    return true;
  }

  private void transcode() {
    int before = bytes.position();
    CoderResult result = decoder.decode(bytes, chars, ended);
    passed += bytes.position() - before;
    if (result.isError()) {
      throw BodyCode.CHARSET
          .error("the body is not " + name() + " from byte " + passed + " on")
          .build();
    }
    if (ended) {
      decoder.flush(chars);
    }
    chars.flip();
    utf8.clear();
    // Half a surrogate pair stays for the next time.
    CoderResult encoded = encoder.encode(chars, utf8, ended);
    utf8.flip();
    chars.compact();
    if (encoded.isError()) {
      throw BodyCode.CHARSET
          .error("the body has half a surrogate pair before byte " + passed)
          .build();
    }
  }

  private String name() {
    return charset.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
