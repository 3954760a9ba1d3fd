package dpone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dpone.runtime.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that never came to its pipeline leaves a receipt too. */
@Tag("unit")
class RunReceiptFileTest {
  @TempDir Path folder;

  @Test
  void aManifestThatIsNotThereGivesAFailedReceipt() throws IOException {
    Path file = folder.resolve("new/receipt.json");
    Captured run = run("no.yaml", "--receipt", file.toString());
    JsonNode receipt = Json.tree(Files.readString(file));
    assertThat(receipt.path("status").textValue()).isEqualTo("failed");
    assertThat(receipt.path("pipeline").textValue()).isEmpty();
    assertThat(receipt.path("streams").isArray()).isTrue();
    assertThat(receipt.at("/error/code").textValue()).isEqualTo("MANIFEST_NOT_FOUND");
    assertThat(receipt.at("/error/category").textValue()).isEqualTo("not_found");
    assertThat(receipt.at("/error/remedy").textValue()).isEqualTo("check the path");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void theDocumentOnStandardOutputIsTheReceiptAndNothingElse() throws IOException {
    Path manifest = Files.writeString(folder.resolve("bad.yaml"), "name: [1\n");
    Path file = folder.resolve("receipt.json");
    Captured run = run(manifest.toString(), "--receipt", file.toString(), "--format", "json");
    assertThat(run.out()).isEqualTo(Files.readString(file));
    assertThat(Json.tree(run.out()).at("/error/category").textValue()).isEqualTo("config");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aReceiptThatCannotBeWrittenStopsTheRunBeforeItBegins() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Captured run = run("no.yaml", "--receipt", file.resolve("receipt.json").toString());
    assertThat(run.err())
        .startsWith("error RECEIPT_NOT_WRITABLE: the receipt cannot be written: ")
        .endsWith("; name a file in a folder that can be written\n");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.code()).isEqualTo(2);
  }

  private Captured run(String... arguments) {
    String[] all = new String[arguments.length + 3];
    all[0] = "run";
    all[1] = "--dist";
    all[2] = folder.toString();
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    return Captured.run(all);
  }
}
