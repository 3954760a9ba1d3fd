package dpone.spi.type;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.cdc.ChangeSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("unit")
class SchemaTest {
  private static final NativeType MOOD = new NativeType("public.mood", "{\"labels\":[\"ok\"]}");

  private static Schema schema(List<NativeType> types) {
    Field mood = new Field("m", new DataType.Enumeration(List.of("ok")), true, "public.mood");
    return new Schema(List.of(mood), List.of("m"), types);
  }

  @Test
  void keepsNativeTypesOnTheirWay() throws Exception {
    List<NativeType> given = new ArrayList<>(List.of(MOOD));
    Schema schema = schema(given);
    given.clear();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(schema);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject()).isEqualTo(schema);
    }
    assertThat(schema.types()).containsExactly(MOOD);
    Schema changes = ChangeSchema.of(schema, List.of("m"));
    assertThat(changes.types()).containsExactly(MOOD);
    assertThat(ChangeSchema.streamOf(changes).types()).containsExactly(MOOD);
  }
}
