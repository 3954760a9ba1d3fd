package dpone.service.tds.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Whatever bytes come, a parser gives a value or says what is wrong with them. */
@Tag("unit")
class ParserFuzzProperties {
  private interface Parse {
    void run(byte[] bytes) throws IOException;
  }

  private static void survives(byte[] bytes, Parse parser) {
    try {
      parser.run(bytes);
    } catch (IOException e) {
      assertThat(e).hasMessageMatching("(?s).+");
    }
  }

  private static TdsReader reader(byte[] bytes) {
    return new TdsReader(new ByteArrayInputStream(bytes));
  }

  @Property(tries = 2000)
  void whateverComes(@ForAll @Size(max = 300) byte[] bytes) {
    survives(bytes, Prelogin::read);
    survives(bytes, Login7::read);
    survives(bytes, b -> Packet.read(new ByteArrayInputStream(b)));
    survives(bytes, b -> RpcCall.read(reader(b), Version.V7_1));
    survives(bytes, b -> RpcCall.read(reader(b), Version.V7_4));
    survives(bytes, b -> TransactionRequest.read(reader(b)));
    survives(bytes, b -> BulkMessage.read(reader(b), Version.V7_4, c -> {}, r -> {}));
    survives(
        bytes, b -> Values.read(reader(b), TypeInfo.read(reader(b), true, Version.V7_4), true));
  }

  @Property(tries = 2000)
  void aLoadThatIsAlmostRight(
      @ForAll("types") SqlType type,
      @ForAll int at,
      @ForAll byte by,
      @ForAll @Size(max = 60) byte[] tail) {
    TdsWriter out = new TdsWriter();
    out.u8(0x81).u16(1);
    Column.of("c", type).write(out, Version.V7_4);
    out.u8(0xD1).bytes(tail);
    byte[] bytes = out.take();
    if (at > 0) {
      bytes[at % bytes.length] = by;
    }
    survives(bytes, b -> BulkMessage.read(reader(b), Version.V7_4, c -> {}, r -> {}));
  }

  @Property(tries = 500)
  void aTypeReadsAsItWasWritten(@ForAll("types") SqlType type) throws IOException {
    TdsWriter out = new TdsWriter();
    List<@Nullable Object> read = new ArrayList<>();
    Column.of("c", type).write(out, Version.V7_4);
    Column column = Column.read(reader(out.take()), Version.V7_4);
    assertThat(column.type().toString())
        .isEqualTo(type.kind() == Kind.ROWVERSION ? "binary(8)" : type.toString());
    Values.write(out, column.info(), null);
    read.add(Values.read(reader(out.take()), column.info(), true));
    assertThat(read).containsOnlyNulls();
  }

  @Provide
  Arbitrary<SqlType> types() {
    List<SqlType> types = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      switch (kind) {
        case DECIMAL, NUMERIC -> types.add(SqlType.decimal(19, 4));
        case TIME, DATETIME2, DATETIMEOFFSET -> types.add(SqlType.temporal(kind, 7));
        case CHAR, BINARY -> types.add(SqlType.bytes(kind, 20));
        case VARCHAR, VARBINARY -> {
          types.add(SqlType.bytes(kind, 20));
          types.add(SqlType.max(kind));
        }
        case NCHAR -> types.add(SqlType.units(kind, 20));
        case NVARCHAR -> {
          types.add(SqlType.units(kind, 20));
          types.add(SqlType.max(kind));
        }
        case UDT -> types.add(SqlType.udt("hierarchyid"));
        default -> types.add(SqlType.of(kind));
      }
    }
    return Arbitraries.of(types);
  }
}
