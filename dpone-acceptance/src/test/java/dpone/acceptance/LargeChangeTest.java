package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.acceptance.Postgres.Database;
import dpone.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * One transaction of a million rows, from the log to the target: the heap does not grow with it.
 */
@Tag("nightly")
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LargeChangeTest {
  /** A mebibyte of the ends' own: catalogues, plans, receipts. */
  private static final long SLACK = 1 << 20;

  private static final List<String> TABLE = List.of("items");

  @TempDir Path folder;
  private ChangeShop shop;

  @BeforeEach
  void aShop() {
    Database source = Postgres.server().database();
    shop = ChangeShop.open(folder, source, Postgres.server().database());
  }

  @AfterEach
  void noSlotIsLeft() {
    shop.close();
  }

  @Test
  void theLiveSetDoesNotGrowWithTheTransaction() throws IOException {
    run();
    long small = transaction(1, 100_000);
    long large = transaction(2, 1_000_000);
    System.err.println(
        "live set after a collection: 100,000 rows " + small + ", a million " + large);
    assertThat(large)
        .as("bytes after a collection")
        .isLessThanOrEqualTo(small + small / 10 + SLACK);
    shop.assertEqual(TABLE);
  }

  private long transaction(int number, int rows) throws IOException {
    shop.source()
        .execute(
            "insert into items select i, 1000 + "
                + number
                + ", 'some text of no great length ' || i from generate_series(1, "
                + rows
                + ") i");
    JsonNode receipt = run();
    assertThat(receipt.at("/streams/0/rowsRead").longValue()).isEqualTo(rows);
    return receipt.path("peakHeapBytes").longValue();
  }

  private JsonNode run() throws IOException {
    Path manifest = shop.manifest(TABLE, "");
    String password = Postgres.server().password();
    CommandLineTool.Result run =
        new CommandLineTool(folder, Map.of("PG_PASSWORD", password, ChangeShop.PASSWORD, password))
            .run("run", manifest.toString(), "--receipt", "r.json");
    assertThat(run.code()).as(run.out() + run.err()).isZero();
    return Json.tree(Files.readString(folder.resolve("r.json")));
  }
}
