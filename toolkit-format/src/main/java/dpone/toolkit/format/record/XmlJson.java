package dpone.toolkit.format.record;

import dpone.toolkit.format.codec.ByteOutput;
import dpone.toolkit.format.input.BodyCode;
import dpone.toolkit.format.json.JsonText;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Writes an element as a JSON object. Used by one thread. */
final class XmlJson {
  private static final int DEEPEST = 400;
  private static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

  /** An element that was read. */
  private static final class Element {
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final Map<String, List<Element>> children = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();
    private boolean isNil;
  }

  private final int limit;
  private final Set<String> lists;
  private int size;

  XmlJson(int limit, Set<String> lists) {
    this.limit = limit;
    this.lists = lists;
  }

  /** Appends the element that begins here, and goes to its end. */
  void write(XMLStreamReader xml, ByteOutput out) throws XMLStreamException {
    size = 0;
    Element element = read(xml, 0);
    object(element, out);
  }

  private Element read(XMLStreamReader xml, int depth) throws XMLStreamException {
    if (depth > DEEPEST) {
      throw BodyCode.BODY_MALFORMED
          .error("elements are nested deeper than " + DEEPEST + " levels")
          .build();
    }
    Element element = new Element();
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      String name = xml.getAttributeLocalName(i);
      String value = xml.getAttributeValue(i);
      if (INSTANCE.equals(xml.getAttributeNamespace(i))) {
        element.isNil |= name.equals("nil") && (value.equals("true") || value.equals("1"));
        continue;
      }
      grow(name.length() + value.length());
      element.attributes.put(name, value);
    }
    while (true) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          String name = xml.getLocalName();
          grow(name.length() + 4);
          element.children.computeIfAbsent(name, n -> new ArrayList<>()).add(read(xml, depth + 1));
        }
        case XMLStreamConstants.END_ELEMENT -> {
          return element;
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          grow(xml.getTextLength());
          element.text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
        }
        case XMLStreamConstants.ENTITY_REFERENCE ->
            throw BodyCode.BODY_MALFORMED
                .error(
                    "the document refers to an entity that it does not define: "
                        + xml.getLocalName())
                .build();
        default -> {
          // comments and instructions
        }
      }
    }
  }

  private void grow(int more) {
    size += more;
    checkLimit(size);
  }

  void checkLimit(int length) {
    if (length > limit) {
      throw BodyCode.RECORD_TOO_LARGE
          .error("an element has more than " + limit + " characters")
          .build();
    }
  }

  private void value(Element element, ByteOutput out) {
    boolean isPlain = element.attributes.isEmpty() && element.children.isEmpty();
    if (element.isNil && isPlain) {
      out.write("null");
    } else if (isPlain) {
      string(element.text.toString(), out);
    } else {
      object(element, out);
    }
  }

  private void object(Element element, ByteOutput out) {
    out.write('{');
    int members = 0;
    for (Map.Entry<String, String> attribute : element.attributes.entrySet()) {
      name("@" + attribute.getKey(), members++, out);
      string(attribute.getValue(), out);
    }
    for (Map.Entry<String, List<Element>> child : element.children.entrySet()) {
      name(child.getKey(), members++, out);
      if (child.getValue().size() == 1 && !lists.contains(child.getKey())) {
        value(child.getValue().get(0), out);
      } else {
        array(child.getValue(), out);
      }
    }
    String text = element.text.toString();
    boolean isText = element.children.isEmpty() ? !text.isEmpty() : !text.isBlank();
    if (isText) {
      name("#text", members, out);
      string(element.children.isEmpty() ? text : text.strip(), out);
    }
    out.write('}');
  }

  private void array(List<Element> elements, ByteOutput out) {
    out.write('[');
    for (int i = 0; i < elements.size(); i++) {
      if (i > 0) {
        out.write(',');
      }
      value(elements.get(i), out);
    }
    out.write(']');
  }

  private static void name(String name, int before, ByteOutput out) {
    if (before > 0) {
      out.write(',');
    }
    string(name, out);
    out.write(':');
  }

  private static void string(String text, ByteOutput out) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    JsonText.string(utf8, 0, utf8.length, out);
  }
}
