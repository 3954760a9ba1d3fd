package dpone.connector.vendors.googleads;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.ads.googleads.v23.services.GoogleAdsRow;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import dpone.toolkit.http.api.ColumnDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told without a network, beside the API's own definition of its fields. */
@Tag("unit")
class AdsGoldenTest {
  /** Steps into messages: enough for all kinds, and few enough to be quick. */
  private static final int DEEPEST = 4;

  private static final Path GOLDEN =
      Path.of(System.getProperty("dpone.root"))
          .resolve("connector-vendors-certification/src/main/resources/golden/google-ads");

  @Test
  void theConnectorBuildsWhatTheGoldenFilesHold() throws IOException {
    Map<String, String> built = AdsOffline.constructions();
    if (Boolean.getBoolean("dpone.golden.update")) {
      Files.createDirectories(GOLDEN);
      for (Map.Entry<String, String> file : built.entrySet()) {
        Files.writeString(GOLDEN.resolve(file.getKey()), file.getValue());
      }
      return;
    }
    Map<String, String> golden = new TreeMap<>();
    try (Stream<Path> files = Files.list(GOLDEN)) {
      for (Path file : files.toList()) {
        golden.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    assertThat(built)
        .as("golden files differ; if that is meant, run this with -Ddpone.golden.update=true")
        .isEqualTo(golden);
  }

  @Test
  void theTableOfTypesHasEveryKindOfFieldThatTheVersionHas() {
    Set<String> kinds = new TreeSet<>();
    kinds(GoogleAdsRow.getDescriptor(), new ArrayDeque<>(), kinds);
    assertThat(kinds).hasSizeGreaterThan(10);
    Set<String> table = new TreeSet<>();
    AdsOffline.types().forEach(row -> table.add(row.nativeType() + " as " + row.type()));
    assertThat(table).isEqualTo(kinds);
  }

  private static void kinds(Descriptor message, Deque<FieldDescriptor> path, Set<String> kinds) {
    for (FieldDescriptor field : message.getFields()) {
      path.addLast(field);
      if (path.size() > 1) {
        String name = path.stream().map(FieldDescriptor::getName).collect(Collectors.joining("."));
        ColumnDefinition column = RowFields.of("kinds", List.of(name)).columns().getFirst();
        kinds.add(column.field().nativeType() + " as " + column.field().type().text());
      }
      boolean inner = !field.isRepeated() && field.getJavaType() == JavaType.MESSAGE;
      if (inner && path.size() < DEEPEST) {
        kinds(field.getMessageType(), path, kinds);
      }
      path.removeLast();
    }
  }
}
