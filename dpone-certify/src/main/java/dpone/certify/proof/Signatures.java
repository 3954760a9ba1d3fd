package dpone.certify.proof;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.module.ModuleReader;
import java.lang.module.ModuleReference;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What a module offers to others, a line for each type, method and field. */
public final class Signatures {
  private static final String ENDING = ".class";
  private static final int SEEN = Opcodes.ACC_PUBLIC | Opcodes.ACC_PROTECTED;
  private static final String ABSTRACT = "abstract ";

  private Signatures() {}

  /** Those of the module, or of the jar or folder, that a class came from. */
  public static Set<String> of(Class<?> type) throws IOException {
    return lines(classes(type));
  }

  /** Those of a jar or folder. */
  public static Set<String> in(Path place) throws IOException {
    return lines(inFile(place));
  }

  private static Set<String> lines(List<byte[]> classes) {
    Set<String> lines = new TreeSet<>();
    for (byte[] file : classes) {
      new ClassReader(file)
          .accept(
              new Lines(lines),
              ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }
    return lines;
  }

  /**
   * What breaks those who were built against an older version: whatever is gone, and what a type
   * that they implement newly asks for.
   */
  public static List<String> broken(Collection<String> older, Collection<String> newer) {
    List<String> broken = new ArrayList<>();
    Set<String> now = new HashSet<>(newer);
    older.stream().filter(line -> !now.contains(line)).forEach(line -> broken.add("gone: " + line));
    Set<String> then = new HashSet<>(older);
    Set<String> types = new HashSet<>();
    older.forEach(line -> types.add(owner(line)));
    newer.stream()
        .filter(line -> !then.contains(line) && line.startsWith(ABSTRACT))
        .filter(line -> types.contains(owner(line)))
        .forEach(line -> broken.add("newly asked for: " + line));
    return broken;
  }

  private static String owner(String line) {
    String plain = line.startsWith(ABSTRACT) ? line.substring(ABSTRACT.length()) : line;
    int end = plain.indexOf('#');
    return end < 0 ? plain : plain.substring(0, end);
  }

  private static List<byte[]> classes(Class<?> type) throws IOException {
    ModuleLayer layer = type.getModule().getLayer();
    if (type.getModule().isNamed() && layer != null) {
      ModuleReference reference =
          layer.configuration().findModule(type.getModule().getName()).orElseThrow().reference();
      try (ModuleReader reader = reference.open();
          Stream<String> names = reader.list()) {
        List<byte[]> all = new ArrayList<>();
        for (String name : names.filter(n -> n.endsWith(ENDING)).toList()) {
          try (InputStream in = reader.open(name).orElseThrow()) {
            all.add(in.readAllBytes());
          }
        }
        return all;
      }
    }
    try {
      return inFile(
          new File(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toPath());
    } catch (URISyntaxException malformed) {
      throw new IllegalStateException(malformed);
    }
  }

  private static List<byte[]> inFile(Path place) throws IOException {
    List<byte[]> all = new ArrayList<>();
    if (Files.isDirectory(place)) {
      try (Stream<Path> files = Files.walk(place)) {
        for (Path file : files.filter(f -> f.toString().endsWith(ENDING)).toList()) {
          all.add(Files.readAllBytes(file));
        }
      }
      return all;
    }
    try (JarFile jar = new JarFile(place.toFile())) {
      jar.stream()
          .filter(entry -> entry.getName().endsWith(ENDING))
          .forEach(entry -> {
            try (InputStream in = jar.getInputStream(entry)) {
              all.add(in.readAllBytes());
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
    return all;
  }

  /** Writes a line for whatever others can see. */
  private static final class Lines extends ClassVisitor {
    private final Set<String> lines;
    private String owner = "";
    private boolean seen;
    private boolean open;

    Lines(Set<String> lines) {
      super(Opcodes.ASM9);
      this.lines = lines;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        @Nullable String signature,
        @Nullable String superName,
        String @Nullable [] interfaces) {
      owner = name.replace('/', '.');
      seen = (access & SEEN) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0;
      open = (access & (Opcodes.ACC_INTERFACE | Opcodes.ACC_ANNOTATION)) == Opcodes.ACC_INTERFACE;
      if (seen) {
        lines.add(owner);
      }
    }

    @Override
    public void visitPermittedSubclass(String permitted) {
      // Nobody else can implement a sealed type, so it may ask for more.
      open = false;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        @Nullable Object value) {
      add(access, name + " " + descriptor, false);
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access,
        String name,
        String descriptor,
        @Nullable String signature,
        String @Nullable [] exceptions) {
      add(access, name + descriptor, (access & Opcodes.ACC_ABSTRACT) != 0);
      return null;
    }

    private void add(int access, String member, boolean asked) {
      if (seen && (access & SEEN) != 0 && (access & Opcodes.ACC_SYNTHETIC) == 0) {
        lines.add((asked && open ? ABSTRACT : "") + owner + "#" + member);
      }
    }
  }
}
