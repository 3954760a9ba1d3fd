package dpone.connector.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dpone.spi.batch.WireFormat;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.spi.transfer.Payload;
import dpone.spi.transfer.Position;
import dpone.spi.transfer.Split;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Payloads of every version that was ever written are read; newer ones are refused by name. */
@Tag("unit")
class PayloadTest {
  private static final Horizon HORIZON = new Horizon("7000000000000000001", 3, 1L << 33, 0);
  private static final TableFiles FILES = new TableFiles(Map.of(16384L, 16390L, 1L, 2L));

  private static CursorPosition cursor(Map<String, Long> seen) {
    return new CursorPosition("at", "date", "2026-01-01", seen, null, TableFiles.NONE, null);
  }

  @Test
  void cursorVersion1() {
    String written =
        "{\"streams\":{\"public.t\":{\"cursor\":\"at\",\"type\":\"date\",\"last\":\"2026-01-01\","
            + "\"seen\":{\"00ff\":2}}}}";
    CursorPosition expected = cursor(Map.of("00ff", 2L));
    Position position = new Position(new Payload("postgres", "cursor", 1, written), "");
    assertThat(StreamPosition.decode(position)).isEqualTo(Map.of("public.t", expected));
    assertThat(StreamPosition.encode(Map.of("public.t", expected)).payload().json())
        .isEqualTo(position.payload().json());
    assertThat(StreamPosition.decode(StreamPosition.encode(Map.of("s", cursor(null)))))
        .isEqualTo(Map.of("s", cursor(null)));
  }

  @Test
  void version2OfEveryKind() {
    String written =
        "{\"streams\":{"
            + "\"c\":{\"cursor\":\"at\",\"type\":\"date\",\"last\":\"x\",\"seen\":{\"00ff\":2},"
            + "\"horizon\":{\"cluster\":\"7000000000000000001\",\"timeline\":3,\"xid\":8589934592},"
            + "\"files\":{\"1\":2,\"16384\":16390},\"clear\":12},"
            + "\"k\":{\"key\":[\"a\",\"b\"],\"types\":[\"int\",\"text\"],\"last\":[\"1\",\"z\"],"
            + "\"complete\":true,"
            + "\"horizon\":{\"cluster\":\"7000000000000000001\",\"timeline\":3,\"xid\":8589934592},"
            + "\"files\":{\"1\":2,\"16384\":16390}},"
            + "\"v\":{\"key\":[\"a\"],\"types\":[\"int\"],\"last\":[],\"complete\":false},"
            + "\"x\":{"
            + "\"horizon\":{\"cluster\":\"7000000000000000001\",\"timeline\":3,\"xid\":8589934592},"
            + "\"files\":{\"1\":2,\"16384\":16390}}}}";
    Map<String, StreamPosition> expected =
        Map.of(
            "c", new CursorPosition("at", "date", "x", Map.of("00ff", 2L), HORIZON, FILES, 12L),
            "k",
                new KeyPosition(
                    List.of("a", "b"),
                    List.of("int", "text"),
                    List.of("1", "z"),
                    true,
                    HORIZON,
                    FILES),
            "v",
                new KeyPosition(
                    List.of("a"), List.of("int"), List.of(), false, null, TableFiles.NONE),
            "x", new XminPosition(HORIZON, FILES));
    Position position = StreamPosition.encode(expected);
    assertThat(position.payload()).isEqualTo(new Payload("postgres", "cursor", 2, written));
    assertThat(StreamPosition.decode(position)).isEqualTo(expected);
    assertThat(position.display())
        .isEqualTo("at <= x, (a, b) <= (1, z), complete, a <= , xmin < 8589934592");
  }

  @Test
  void theHorizonOfAServerThatTellsItsPlaceInTheLog() {
    Horizon horizon = new Horizon("c", 3, 1L << 33, 77);
    Position position = StreamPosition.encode(Map.of("x", new XminPosition(horizon, FILES)));
    assertThat(position.payload().json()).contains("\"xid\":8589934592,\"seen\":77}");
    assertThat(StreamPosition.decode(position))
        .isEqualTo(Map.of("x", new XminPosition(horizon, FILES)));
  }

  @Test
  void aFullMemoryFitsThePayload() {
    Map<String, Long> seen = new java.util.HashMap<>();
    for (int i = 0; i < CursorPosition.MAX_SEEN; i++) {
      seen.put("%016x".formatted(i), 1_000_000L);
    }
    Position position = StreamPosition.encode(Map.of("s", cursor(seen)));
    assertThat(position.payload().json().length()).isLessThan(Payload.MAX_BYTES / 4);
  }

  @Test
  void copyVersion1() {
    CopySplit split =
        new CopySplit(
            new StreamSelection("s", "q", List.of("a"), "w", null, Options.NONE),
            "d",
            "n",
            "c",
            new WireFormat("postgres-copy-text", "l"));
    Split carried = new Split("s", 0, -1, split.encode());
    assertThat(CopySplit.decode(carried)).isEqualTo(split);
    String written =
        "{\"stream\":\"s\",\"query\":null,\"columns\":[],\"where\":null,\"digest\":\"d\","
            + "\"snapshot\":\"n\",\"copy\":\"c\",\"layout\":\"l\"}";
    Split before = new Split("s", 0, -1, new Payload("postgres", "copy", 1, written));
    assertThat(CopySplit.decode(before).wire())
        .isEqualTo(new WireFormat("postgres-copy-binary", "l"));
    Split newer = new Split("s", 0, -1, new Payload("postgres", "copy", 2, "{}"));
    assertThatThrownBy(() -> CopySplit.decode(newer)).hasMessageContaining("version 2");
    Split foreign = new Split("s", 0, -1, new Payload("mssql", "copy", 1, "{}"));
    assertThatThrownBy(() -> CopySplit.decode(foreign)).hasMessageContaining("mssql/copy");
    for (String broken : List.of("", "[]", "{", "{}", "null")) {
      Split bad = new Split("s", 0, -1, new Payload("postgres", "copy", 1, broken));
      assertThatThrownBy(() -> CopySplit.decode(bad))
          .isInstanceOfSatisfying(
              dpone.spi.error.DponeException.class,
              e -> assertThat(e.code()).isEqualTo("PG_PAYLOAD_UNREADABLE"));
    }
  }
}
