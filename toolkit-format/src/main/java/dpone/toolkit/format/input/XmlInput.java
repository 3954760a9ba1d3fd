package dpone.toolkit.format.input;

import dpone.spi.error.DponeException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The characters of an XML document, and what a failure of its parser means. The charset is that of
 * the byte order mark, else the one that the sender declares, else the one that the document names.
 * Characters are decoded here, since the parser takes bytes that are none of a charset for
 * replacement characters.
 */
public final class XmlInput implements Closeable {
  private static final int SNIFFED = 1024;
  private static final Pattern ENCODING =
      Pattern.compile("<\\?xml[^>]*\\sencoding\\s*=\\s*[\"']([A-Za-z0-9._-]+)[\"'][^>]*\\?>");

  private final Source source;
  private final @Nullable Charset declared;
  private String root = "";
  private @Nullable DponeException wrongCharset;

  /** Over a body; reads nothing yet. */
  public XmlInput(InputStream body, @Nullable Charset declared) {
    this.source = new Source(body);
    source.keepEnd(1024);
    this.declared = declared;
  }

  /**
   * The characters.
   *
   * @throws DponeException FORMAT_BODY_EMPTY, FORMAT_BODY_HTML, FORMAT_BODY_MALFORMED when the body
   *     does not begin like XML
   */
  public Reader open() throws IOException {
    byte[] first = source.peek(SNIFFED);
    String ascii = new String(first, StandardCharsets.ISO_8859_1);
    Charset charset = charset(ascii);
    String start =
        new String(first, charset).replace("\uFEFF", "").stripLeading().toLowerCase(Locale.ROOT);
    String shown = start.substring(0, Math.min(40, start.length())).replaceAll("\\s+", " ");
    if (start.isEmpty() && first.length < SNIFFED) {
      throw BodyCode.BODY_EMPTY.error("the body is empty, and XML was expected").build();
    }
    if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
      throw BodyCode.BODY_HTML.error("the body is an HTML page and not XML: " + shown).build();
    }
    if (!start.startsWith("<")) {
      throw BodyCode.BODY_MALFORMED.error("the body is no XML: " + shown).build();
    }
    return new Characters(
        new InputStreamReader(
            source,
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT)),
        charset);
  }

  private Charset charset(String ascii) {
    if (ascii.startsWith("\u00EF\u00BB\u00BF")) {
      return StandardCharsets.UTF_8;
    }
    if (ascii.startsWith("\u00FE\u00FF") || ascii.startsWith("\0<")) {
      return StandardCharsets.UTF_16BE;
    }
    if (ascii.startsWith("\u00FF\u00FE") || ascii.startsWith("<\0")) {
      return StandardCharsets.UTF_16LE;
    }
    Charset known = declared;
    if (known != null) {
      return known;
    }
    Matcher named = ENCODING.matcher(ascii);
    return named.lookingAt() ? TextInput.charset(named.group(1)) : StandardCharsets.UTF_8;
  }

  /** Notes the outermost element, whose end is that of the document; null for any other. */
  public void root(@Nullable XMLStreamReader element) {
    if (element != null) {
      String prefix = element.getPrefix();
      boolean isPlain = prefix == null || prefix.isEmpty();
      root = (isPlain ? "" : prefix + ":") + element.getLocalName();
    }
  }

  /**
   * What a failure of the parser means.
   *
   * @throws IOException the failure of the body's stream, if it was one
   */
  public DponeException failure(XMLStreamException e) throws IOException {
    IOException own = source.failure();
    if (own != null) {
      throw own;
    }
    DponeException wrong = wrongCharset;
    if (wrong != null) {
      return wrong;
    }
    if (source.isEnded() && !source.endsWith("</" + root)) {
      return BodyCode.BODY_TRUNCATED
          .error("the body ends after " + source.count() + " bytes, inside of its XML")
          .build();
    }
    String reason = String.valueOf(e.getMessage()).replaceFirst("(?s).*\\RMessage: ", "");
    return BodyCode.BODY_MALFORMED
        .error(
            "the body is no XML at line "
                + e.getLocation().getLineNumber()
                + ": "
                + reason.replaceAll("\\s+", " "))
        .build();
  }

  @Override
  public void close() throws IOException {
    source.close();
  }

  /** Drops the byte order mark, and names the charset that the bytes are not of. */
  private final class Characters extends Reader {
    private final Reader in;
    private final Charset charset;
    private boolean begun;

    Characters(Reader in, Charset charset) {
      this.in = in;
      this.charset = charset;
    }

    @Override
    public int read(char[] to, int offset, int length) throws IOException {
      try {
        int count = in.read(to, offset, length);
        if (!begun && count > 0) {
          begun = true;
          if (to[offset] == '\uFEFF') {
            System.arraycopy(to, offset + 1, to, offset, count - 1);
            return count == 1 ? read(to, offset, length) : count - 1;
          }
        }
        return count;
      } catch (CharacterCodingException e) {
        wrongCharset =
            BodyCode.CHARSET
                .error(
                    "the body is not "
                        + charset.name().toLowerCase(Locale.ROOT)
                        + " before its byte "
                        + source.count())
                .build();
        throw e;
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
