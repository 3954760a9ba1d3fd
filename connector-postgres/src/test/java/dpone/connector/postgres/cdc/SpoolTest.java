package dpone.connector.postgres.cdc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("unit")
class SpoolTest {
  @TempDir Path folder;

  private static void add(Spool spool, int part, String text) {
    byte[] bytes = ("__" + text + "_").getBytes(StandardCharsets.UTF_8);
    spool.add(part, text.startsWith("R"), bytes, 2, bytes.length - 3);
  }

  private static List<String> all(Spool spool) {
    List<String> all = new ArrayList<>();
    for (byte[] next = spool.next(); next != null; next = spool.next()) {
      all.add(new String(next, StandardCharsets.UTF_8));
    }
    return all;
  }

  @Test
  void messagesComeBackInOrderAndTheFileGoes() throws IOException {
    try (Spool spool = new Spool(folder)) {
      String large = "x".repeat(200_000);
      add(spool, 1, "a");
      add(spool, 1, large);
      add(spool, 1, "b");
      assertThat(all(spool)).containsExactly("a", large, "b");
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  @Test
  void anAbortedSubtransactionTakesItsChildrenWithIt() {
    try (Spool spool = new Spool(folder)) {
      add(spool, 1, "kept");
      add(spool, 2, "child");
      add(spool, 3, "grandchild");
      spool.cut(2);
      spool.cut(3);
      add(spool, 1, "after");
      add(spool, 4, "another");
      spool.cut(9);
      assertThat(all(spool)).containsExactly("kept", "after", "another");
    }
  }

  /** The server does not describe a table again only because a subtransaction was rolled back. */
  @Test
  void descriptionsOfTablesOutliveTheSubtransaction() {
    try (Spool spool = new Spool(folder)) {
      add(spool, 1, "kept");
      add(spool, 2, "Relation");
      add(spool, 2, "dropped");
      spool.cut(2);
      add(spool, 1, "after");
      assertThat(all(spool)).containsExactly("kept", "Relation", "after");
    }
  }
}
