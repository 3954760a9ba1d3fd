package dpone.service.clickhouse.engine;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** The engine's process: one call of the library, which returns when the engine has ended. */
public final class EngineMain {
  private EngineMain() {}

  /**
   * @param arguments the library, then what the engine is given
   */
  public static void main(String[] arguments) throws Throwable {
    try (Arena arena = Arena.ofShared()) {
      SymbolLookup library = SymbolLookup.libraryLookup(Path.of(arguments[0]), arena);
      MethodHandle run =
          Linker.nativeLinker()
              .downcallHandle(
                  library.find("chdb_query_cmdline").orElseThrow(),
                  FunctionDescriptor.of(
                      ValueLayout.ADDRESS, ValueLayout.JAVA_INT, ValueLayout.ADDRESS));
      arguments[0] = "clickhouse";
      MemorySegment argv = arena.allocate(ValueLayout.ADDRESS, arguments.length + 1L);
      for (int i = 0; i < arguments.length; i++) {
        argv.setAtIndex(ValueLayout.ADDRESS, i, arena.allocateFrom(arguments[i]));
      }
      argv.setAtIndex(ValueLayout.ADDRESS, arguments.length, MemorySegment.NULL);
      MemorySegment result = (MemorySegment) run.invokeExact(arguments.length, argv);
      boolean failed = complained(library, result);
      // Nothing of the JVM is needed any more, and the library's threads may not outlive its memory.
      Runtime.getRuntime().halt(failed ? 1 : 0);
    }
  }

  private static boolean complained(SymbolLookup library, MemorySegment result) throws Throwable {
    if (result.equals(MemorySegment.NULL)) {
      return true;
    }
    MethodHandle error =
        Linker.nativeLinker()
            .downcallHandle(
                library.find("chdb_result_error").orElseThrow(),
                FunctionDescriptor.of(ValueLayout.ADDRESS, ValueLayout.ADDRESS));
    MemorySegment text = (MemorySegment) error.invokeExact(result);
    if (text.equals(MemorySegment.NULL)) {
      return false;
    }
    new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8)
        .println(text.reinterpret(Long.MAX_VALUE).getString(0));
    return true;
  }
}
