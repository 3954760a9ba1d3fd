package dpone.certify.proof;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.objectweb.asm.ClassReader;

/** Names of classes, read from class files without loading them. */
final class ClassFiles {
  private static final String ENDING = ".class";
  private static final int UTF8 = 1;
  private static final int CLASS = 7;
  private static final Pattern DESCRIPTOR = Pattern.compile("L([\\w$/]+)[;<]");

  private ClassFiles() {}

  /** Internal names of all classes in the jars. */
  static Set<String> classesIn(List<Path> jars) throws IOException {
    Set<String> names = new TreeSet<>();
    for (Path jar : jars) {
      try (JarFile file = new JarFile(jar.toFile())) {
        file.versionedStream()
            .map(entry -> entry.getName())
            .filter(name -> name.endsWith(ENDING) && !name.endsWith("-info.class"))
            .forEach(name -> names.add(name.substring(0, name.length() - ENDING.length())));
      }
    }
    return names;
  }

  /** Internal names that the constant pool of a class names, in classes and in descriptors. */
  static Set<String> namedIn(Class<?> type) throws IOException {
    String file = "/" + type.getName().replace('.', '/') + ENDING;
    try (InputStream in = type.getResourceAsStream(file)) {
      if (in == null) {
        throw new FileNotFoundException(file);
      }
      return namedIn(new ClassReader(in.readAllBytes()));
    }
  }

  private static Set<String> namedIn(ClassReader reader) {
    Set<String> names = new TreeSet<>();
    char[] buffer = new char[reader.getMaxStringLength()];
    for (int item = 1; item < reader.getItemCount(); item++) {
      int offset = reader.getItem(item);
      // The second half of a long or a double has no entry of its own.
      if (offset == 0) {
        continue;
      }
      int tag = reader.readByte(offset - 1);
      if (tag == CLASS) {
        name(reader.readUTF8(offset, buffer), names);
      } else if (tag == UTF8) {
        descriptor(utf8(reader, offset), names);
      }
    }
    return names;
  }

  private static void name(String internal, Set<String> names) {
    if (internal.startsWith("[")) {
      descriptor(internal, names);
    } else {
      names.add(internal);
    }
  }

  private static void descriptor(String text, Set<String> names) {
    Matcher matcher = DESCRIPTOR.matcher(text);
    while (matcher.find()) {
      names.add(matcher.group(1));
    }
  }

  private static String utf8(ClassReader reader, int offset) {
    int length = reader.readUnsignedShort(offset);
    StringBuilder text = new StringBuilder(length);
    // Names of interest are ASCII; other bytes only have to keep tokens apart.
    for (int i = 0; i < length; i++) {
      text.append((char) (reader.readByte(offset + 2 + i) & 0xFF));
    }
    return text.toString();
  }
}
