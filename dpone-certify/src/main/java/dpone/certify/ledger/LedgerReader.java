package dpone.certify.ledger;

import dpone.certify.evidence.Combined;
import dpone.certify.evidence.Evidence;
import dpone.certify.sign.TrustedKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a ledger and finds whatever is wrong with it. */
public final class LedgerReader {
  private static final String RESTORE =
      "; restore the ledger from its branch or a backup, and find out who wrote to it";

  private final LedgerFiles files;
  private final List<TrustedKey> keys;
  private final List<String> problems = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Map<String, Long> seen = new HashMap<>();
  private String last = Entry.ORIGIN;
  private long lines;

  private LedgerReader(Path folder, List<TrustedKey> keys) {
    this.files = new LedgerFiles(folder);
    this.keys = List.copyOf(keys);
  }

  /** Whether there is a ledger. */
  public static boolean isLedger(Path folder) {
    return new LedgerFiles(folder).exist();
  }

  /**
   * Reads all of it.
   *
   * @param folder where it is; need not exist
   * @param keys public keys that are believed
   * @throws IOException if a file cannot be read
   */
  public static Ledger read(Path folder, List<TrustedKey> keys) throws IOException {
    LedgerReader reader = new LedgerReader(folder, keys);
    return reader.files.exist() ? reader.read() : Ledger.EMPTY;
  }

  private Ledger read() throws IOException {
    entries(text(files.entries()));
    Head head = head();
    Trust trust = Trust.NONE;
    if (head != null) {
      compare(head);
      trust = trust(head);
    }
    return new Ledger(entries, Optional.ofNullable(head), trust, problems);
  }

  private void entries(String text) {
    int from = 0;
    while (from < text.length()) {
      int end = text.indexOf('\n', from);
      lines++;
      if (end < 0) {
        wrong(
            lines,
            "is torn: the file ends after " + (text.length() - from) + " characters of it",
            "; a run that wrote it was cut off, or the file was; restore the ledger, or remove this"
                + " line if head.json speaks of "
                + (lines - 1)
                + " entries");
        return;
      }
      entry(text.substring(from, end));
      from = end + 1;
    }
  }

  private void entry(String line) {
    try {
      Entry entry = Entry.parse(line);
      if (entry.number() != lines) {
        wrong(
            lines,
            "has number " + entry.number() + ": an entry was dropped, added or moved",
            RESTORE);
      }
      if (!entry.previous().equals(last)) {
        wrong(
            lines,
            "follows "
                + brief(entry.previous())
                + ", but "
                + (lines == 1
                    ? "a first entry follows nothing"
                    : "the line before is " + brief(last))
                + ": one of the two was changed",
            RESTORE);
      }
      record(entry.record());
      entries.add(entry);
    } catch (IllegalArgumentException malformed) {
      wrong(lines, "is no entry: " + oneLine(malformed), RESTORE);
    }
    last = Entry.hash(line);
  }

  private void record(Evidence record) {
    String key = record.environment().run() + " " + record.connector() + " " + record.requirement();
    Long first = seen.putIfAbsent(key, lines);
    if (first != null) {
      wrong(lines, "repeats line " + first + ": " + key, RESTORE);
    }
    if (Combined.of(record.checks()).result() != record.result()) {
      wrong(
          lines,
          "says "
              + record.connector()
              + " "
              + record.requirement()
              + " "
              + record.result().text()
              + ", which does not follow from its checks",
          RESTORE);
    }
  }

  private @Nullable Head head() throws IOException {
    if (!Files.exists(files.head())) {
      problems.add(
          "LEDGER_HEAD: "
              + files.head()
              + " is not there, so nobody can tell whether the end was cut off"
              + RESTORE);
      return null;
    }
    try {
      return Head.parse(text(files.head()));
    } catch (IllegalArgumentException malformed) {
      problems.add("LEDGER_HEAD: " + files.head() + " is no head: " + oneLine(malformed) + RESTORE);
      return null;
    }
  }

  private void compare(Head head) {
    if (head.count() != lines) {
      problems.add(
          "LEDGER_HEAD: "
              + files.head()
              + " speaks of "
              + head.count()
              + " entries, the ledger has "
              + lines
              + (lines < head.count()
                  ? ": its end was cut off" + RESTORE
                  : ": entries were added, or the run that added them was cut off; restore the"
                      + " ledger, or remove the lines after "
                      + head.count()));
    } else if (!head.last().equals(last)) {
      problems.add(
          "LEDGER_HEAD: "
              + files.head()
              + " ends in "
              + brief(head.last())
              + ", the ledger in "
              + brief(last)
              + ": the last entry or the head was changed"
              + RESTORE);
    } else if (!entries.isEmpty() && !head.time().equals(entries.getLast().time())) {
      problems.add(
          "LEDGER_HEAD: "
              + files.head()
              + " has the time "
              + head.time()
              + ", the last entry "
              + entries.getLast().time()
              + RESTORE);
    }
  }

  private Trust trust(Head head) {
    Head.Signed signature = head.signature().orElse(null);
    if (signature == null) {
      return new Trust(Trust.State.UNSIGNED, "");
    }
    for (TrustedKey key : keys) {
      if (head.verifiedBy(key)) {
        return new Trust(Trust.State.SIGNED, key.id());
      }
    }
    for (TrustedKey key : keys) {
      if (key.id().equals(signature.keyId())) {
        problems.add(
            "LEDGER_SIGNATURE: "
                + files.head()
                + " names the key "
                + brief(key.id())
                + " ("
                + key.name()
                + "), whose signature it does not hold"
                + RESTORE);
      }
    }
    return new Trust(Trust.State.UNKNOWN_KEY, "");
  }

  private void wrong(long line, String what, String remedy) {
    problems.add("LEDGER_ENTRY: " + files.entries() + " line " + line + " " + what + remedy);
  }

  private String text(Path file) throws IOException {
    if (!Files.exists(file)) {
      return "";
    }
    byte[] bytes = Files.readAllBytes(file);
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException broken) {
      // Read on: every line that was changed is to be named.
      problems.add("LEDGER_TEXT: " + file + " is not UTF-8" + RESTORE);
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static String brief(String hash) {
    return hash.length() > 16 ? hash.substring(0, 16) + "..." : hash;
  }

  private static String oneLine(Exception e) {
    return String.valueOf(e.getMessage()).replaceAll("\\s*[\\r\\n]+\\s*", " ");
  }
}
