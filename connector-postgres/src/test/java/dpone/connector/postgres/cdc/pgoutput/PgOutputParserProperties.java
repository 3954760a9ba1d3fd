package dpone.connector.postgres.cdc.pgoutput;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.spi.error.DponeException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Any bytes at all are either a message or PG_PGOUTPUT_MALFORMED, and nothing is read beyond. */
@Tag("unit")
class PgOutputParserProperties {
  private static final String TYPES = "BCRIUDTMOYSEcA";

  /** Touches everything that it is handed. */
  private static final class Reader implements ChangeHandler, StreamHandler {
    int calls;
    String last = "";

    private void touch(Tuple row) {
      for (int i = 0; i < row.size(); i++) {
        if (row.kind(i) == Tuple.TEXT || row.kind(i) == Tuple.BINARY) {
          assertThat(row.start(i) + row.length(i)).isLessThanOrEqualTo(row.data().length);
        }
      }
      calls++;
    }

    @Override
    public void begin(long commit, int xid) {
      calls++;
    }

    @Override
    public void commit(long commit, long end) {
      calls++;
    }

    @Override
    public void relation(RelationMessage relation) {
      calls++;
      last = relation.schema() + "." + relation.name() + relation.columns();
    }

    @Override
    public void insert(int relation, Tuple row) {
      touch(row);
    }

    @Override
    public void update(int relation, @Nullable Tuple old, Tuple row) {
      if (old != null) {
        touch(old);
      }
      touch(row);
    }

    @Override
    public void delete(int relation, Tuple old) {
      touch(old);
    }

    @Override
    public void truncate(int[] relations) {
      calls++;
    }

    @Override
    public void message(boolean transactional, long lsn, String prefix, byte[] content) {
      calls++;
      last = prefix + new String(content, StandardCharsets.UTF_8);
    }

    @Override
    public void streamStart(int xid) {
      calls++;
    }

    @Override
    public void streamStop() {
      calls++;
    }

    @Override
    public void streamCommit(int xid, long commit, long end) {
      calls++;
    }

    @Override
    public void streamAbort(int xid, int part) {
      calls++;
    }

    @Override
    public void streamed(int part, boolean relation, byte[] data, int offset, int length) {
      calls++;
    }
  }

  private static void parse(byte[] data, int offset, int length, Reader reader) {
    try {
      new PgOutputParser().parse(data, offset, length, reader, reader);
    } catch (DponeException malformed) {
      assertThat(malformed.code()).isEqualTo("PG_PGOUTPUT_MALFORMED");
    }
  }

  @Property
  void anyBytes(@ForAll @Size(max = 80) byte[] data, @ForAll @IntRange(max = 13) int type) {
    byte[] message = Arrays.copyOf(data, data.length);
    if (message.length > 0) {
      message[0] = (byte) TYPES.charAt(type);
    }
    parse(message, 0, message.length, new Reader());
  }

  @Property(tries = 300)
  void aMessageWithSomeBytesChangedOrCut(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    byte[] message = random.nextBoolean() ? update(random) : relation();
    parse(message, 0, random.nextInt(message.length + 1), new Reader());
    for (int i = random.nextInt(4); i > 0; i--) {
      message[random.nextInt(message.length)] = (byte) random.nextInt();
    }
    byte[] shifted = new byte[message.length + 7];
    System.arraycopy(message, 0, shifted, 7, message.length);
    parse(shifted, 7, message.length, new Reader());
  }

  @Property(tries = 20)
  void wholeMessages(@ForAll long seed) throws IOException {
    Reader reader = new Reader();
    byte[] update = update(new Random(seed));
    new PgOutputParser().parse(update, 0, update.length, reader, reader);
    assertThat(reader.calls).isEqualTo(2);
    byte[] relation = relation();
    new PgOutputParser().parse(relation, 0, relation.length, reader, reader);
    assertThat(reader.last).startsWith("public.über[Column[name=id, type=4294967295");
  }

  private static byte[] relation() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write('R');
    out.writeInt(42);
    out.write("public\0über\0".getBytes(StandardCharsets.UTF_8));
    out.write('d');
    out.writeShort(1);
    out.write(1);
    out.write("id\0".getBytes(StandardCharsets.UTF_8));
    out.writeInt(-1);
    out.writeInt(-1);
    return bytes.toByteArray();
  }

  private static byte[] update(Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write('U');
    out.writeInt(42);
    out.write(random.nextBoolean() ? 'K' : 'O');
    row(random, out);
    out.write('N');
    row(random, out);
    return bytes.toByteArray();
  }

  private static void row(Random random, DataOutputStream out) throws IOException {
    int size = random.nextInt(5);
    out.writeShort(size);
    for (int i = 0; i < size; i++) {
      char kind = "nutb".charAt(random.nextInt(4));
      out.write(kind);
      if (kind == 't' || kind == 'b') {
        byte[] cell = new byte[random.nextInt(20)];
        random.nextBytes(cell);
        out.writeInt(cell.length);
        out.write(cell);
      }
    }
  }
}
