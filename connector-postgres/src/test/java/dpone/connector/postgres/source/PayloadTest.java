package dpone.connector.postgres.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
  @Test
  void cursorVersion1() {
    String written =
        "{\"streams\":{\"public.t\":{\"cursor\":\"at\",\"type\":\"date\",\"last\":\"2026-01-01\","
            + "\"seen\":{\"00ff\":2}}}}";
    CursorPosition expected = new CursorPosition("at", "date", "2026-01-01", Map.of("00ff", 2L));
    Position position = new Position(new Payload("postgres", "cursor", 1, written), "");
    assertThat(CursorPosition.decode(position)).isEqualTo(Map.of("public.t", expected));
    assertThat(CursorPosition.encode(Map.of("public.t", expected)).payload())
        .isEqualTo(position.payload());
    CursorPosition forgetful = new CursorPosition("at", "date", "2026-01-01", null);
    assertThat(CursorPosition.decode(CursorPosition.encode(Map.of("s", forgetful))))
        .isEqualTo(Map.of("s", forgetful));
  }

  @Test
  void aFullMemoryFitsThePayload() {
    Map<String, Long> seen = new java.util.HashMap<>();
    for (int i = 0; i < CursorPosition.MAX_SEEN; i++) {
      seen.put("%016x".formatted(i), 1_000_000L);
    }
    Position position = CursorPosition.encode(Map.of("s", new CursorPosition("a", "b", "c", seen)));
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
            "l");
    Split carried = new Split("s", 0, -1, split.encode());
    assertThat(CopySplit.decode(carried)).isEqualTo(split);
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
