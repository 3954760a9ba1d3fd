package dpone.toolkit.format.record;

import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.input.BodyCode;
import dpone.toolkit.format.input.XmlInput;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Elements of an XML document as JSON objects: an attribute is a member {@code @name}, an element
 * inside a member of its name, one that is there several times an array, text beside attributes or
 * elements the member {@code #text}, and every text a string. Namespaces do not matter. A document
 * type declaration is refused, and with it everything that one can lead to.
 */
public final class XmlRecords implements Records {
  private static final int NAMES_SHOWN = 20;

  private final XmlInput input;
  private final List<String> path;
  private final Set<String> wanted;
  private final Map<String, String> envelope = new TreeMap<>();
  private final XmlJson json;
  private final ByteOutput record = new ByteOutput(256);
  private final Set<String> seen = new LinkedHashSet<>();
  private @Nullable XMLStreamReader reader;
  private boolean ended;
  private int depth;
  private int matched;
  private int deepest;
  private String place = "";
  private final StringBuilder text = new StringBuilder();
  private long read;

  private XmlRecords(
      InputStream body,
      @Nullable Charset declared,
      String path,
      Collection<String> envelope,
      Collection<String> lists,
      int maxRecordBytes) {
    this.input = new XmlInput(body, declared);
    this.path = segments(path);
    this.wanted = Set.copyOf(envelope);
    this.json = new XmlJson(maxRecordBytes, Set.copyOf(lists));
  }

  /**
   * Opens a body.
   *
   * @param declared charset that the sender declares; null for the one that the document names
   * @param path of the elements that are records, such as {@code /ValCurs/Valute}; {@code *} stands
   *     for any name
   * @param envelope values beside the records that are kept: paths of elements and of attributes,
   *     such as {@code /ValCurs/@Date}
   * @param lists names of elements that are an array even where there is one only
   * @param maxRecordBytes characters of the largest record
   */
  public static XmlRecords open(
      InputStream body,
      @Nullable Charset declared,
      String path,
      Collection<String> envelope,
      Collection<String> lists,
      int maxRecordBytes) {
    return new XmlRecords(body, declared, path, envelope, lists, maxRecordBytes);
  }

  private static List<String> segments(String path) {
    List<String> names = List.of(path.substring(path.startsWith("/") ? 1 : 0).split("/", -1));
    if (!path.startsWith("/") || names.contains("")) {
      throw BodyCode.PATH_SYNTAX
          .error("the path of the records cannot be read: " + path)
          .remedy("write the names of the elements from the outermost on, such as /ValCurs/Valute")
          .build();
    }
    return names;
  }

  private XMLStreamReader reader() throws IOException, XMLStreamException {
    XMLStreamReader open = reader;
    if (open == null) {
      XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
      factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
      factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
      factory.setProperty(XMLInputFactory.IS_COALESCING, false);
      open = factory.createXMLStreamReader(input.open());
      reader = open;
    }
    return open;
  }

  @Override
  public boolean next() throws IOException {
    if (ended) {
      return false;
    }
    try {
      XMLStreamReader xml = reader();
      while (xml.hasNext()) {
        switch (xml.next()) {
          case XMLStreamConstants.START_ELEMENT -> {
            if (start(xml)) {
              read++;
              return true;
            }
          }
          case XMLStreamConstants.END_ELEMENT -> end();
          case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text(xml);
          case XMLStreamConstants.DTD ->
              throw BodyCode.BODY_MALFORMED
                  .error("the document has a document type declaration, which is not read")
                  .build();
          default -> {
            // comments, instructions and spaces
          }
        }
      }
      ended = true;
      finish();
      return false;
    } catch (XMLStreamException e) {
      throw input.failure(e);
    }
  }

  private boolean start(XMLStreamReader xml) throws XMLStreamException {
    String name = xml.getLocalName();
    input.root(depth == 0 ? xml : null);
    boolean isOnPath = matched == depth && matched < path.size();
    if (isOnPath && (path.get(depth).equals("*") || path.get(depth).equals(name))) {
      if (depth == path.size() - 1) {
        deepest = path.size();
        record.truncate(0);
        json.write(xml, record);
        return true;
      }
      matched++;
      if (matched > deepest) {
        deepest = matched;
        seen.clear();
      }
    } else if (matched == depth && matched == deepest && seen.size() <= NAMES_SHOWN) {
      seen.add(name);
    }
    depth++;
    if (!wanted.isEmpty()) {
      place = place + "/" + name;
      text.setLength(0);
      for (int i = 0; i < xml.getAttributeCount(); i++) {
        keep(place + "/@" + xml.getAttributeLocalName(i), xml.getAttributeValue(i));
      }
    }
    return false;
  }

  private void keep(String path, String value) {
    if (wanted.contains(path)) {
      envelope.put(path, value);
    }
  }

  private void text(XMLStreamReader xml) {
    if (wanted.contains(place)) {
      json.checkLimit(text.length() + xml.getTextLength());
      text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
    }
  }

  private void end() {
    depth--;
    matched = Math.min(matched, depth);
    if (!wanted.isEmpty()) {
      keep(place, text.toString());
      text.setLength(0);
      place = place.substring(0, place.lastIndexOf('/'));
    }
  }

  private void finish() {
    if (deepest >= path.size() - 1 && (read > 0 || path.size() > 1)) {
      return;
    }
    String above = "/" + String.join("/", path.subList(0, deepest));
    throw BodyCode.RECORD_PATH
        .error(
            "there are no elements /"
                + String.join("/", path)
                + ": those at "
                + above
                + " are "
                + String.join(", ", seen))
        .build();
  }

  @Override
  public byte[] data() {
    return record.array();
  }

  @Override
  public int from() {
    return 0;
  }

  @Override
  public int to() {
    return record.length();
  }

  @Override
  public long read() {
    return read;
  }

  @Override
  public Optional<String> envelope(String pointer) {
    return Optional.ofNullable(envelope.get(pointer));
  }

  @Override
  public void close() throws IOException {
    XMLStreamReader open = reader;
    if (open != null) {
      try {
        open.close();
      } catch (XMLStreamException e) {
        throw new IOException(e);
      }
    }
    input.close();
  }
}
