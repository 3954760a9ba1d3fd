package dpone.runtime.verify;

import dpone.runtime.connect.PipelineParts;
import dpone.runtime.plan.PipelinePlan;
import dpone.runtime.plan.PlannedStream;
import dpone.runtime.plan.ScopePlan;
import dpone.runtime.verify.Difference.Kind;
import dpone.spi.Unsupported;
import dpone.spi.sink.ColumnMapping;
import dpone.spi.source.StreamSelection;
import dpone.spi.type.Field;
import dpone.spi.verify.BucketDigest;
import dpone.spi.verify.Fingerprint;
import dpone.spi.verify.FingerprintRequest;
import dpone.spi.verify.RowDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Compares both ends by counts and hashes that each system computes itself, and narrows differences
 * down to keys: buckets of the key's hash first, rows of the differing buckets last.
 */
public final class Verifier {
  private static final int BUCKET_DIGITS = 3;
  private static final int MAX_BUCKETS = 64;
  private static final int MAX_ROWS = 200_000;

  private final PipelineParts parts;
  private final int limit;

  /**
   * A verifier.
   *
   * @param parts both ends, open
   * @param limit differing rows to name for each stream, at most
   */
  public Verifier(PipelineParts parts, int limit) {
    this.parts = parts;
    this.limit = limit;
  }

  /** Compares every stream of the plan. */
  public VerifyReport verify(PipelinePlan plan) {
    long begun = System.nanoTime();
    Fingerprint source =
        parts
            .source()
            .capability(Fingerprint.class)
            .orElseThrow(() -> Unsupported.what(plan.source(), "fingerprints at the source"));
    Fingerprint target =
        parts
            .sink()
            .capability(Fingerprint.class)
            .orElseThrow(() -> Unsupported.what(plan.sink(), "fingerprints at the sink"));
    List<StreamVerdict> verdicts = new ArrayList<>();
    for (ScopePlan scope : plan.scopes()) {
      scope.streams().forEach(s -> verdicts.add(compare(s, source, target)));
    }
    return new VerifyReport(
        plan.pipeline(),
        verdicts.stream().allMatch(StreamVerdict::equal),
        verdicts,
        (System.nanoTime() - begun) / 1_000_000);
  }

  private StreamVerdict compare(PlannedStream stream, Fingerprint source, Fingerprint target) {
    Ends ends = new Ends(stream);
    Map<String, BucketDigest> left = byPrefix(source.buckets(ends.source(List.of())));
    Map<String, BucketDigest> right = byPrefix(target.buckets(ends.target(List.of())));
    List<String> differing = differing(left, right);
    List<Difference> differences = new ArrayList<>();
    boolean truncated = differing.size() > MAX_BUCKETS;
    if (!differing.isEmpty()) {
      List<String> within = differing.subList(0, Math.min(MAX_BUCKETS, differing.size()));
      List<RowDigest> leftRows = source.rows(ends.source(within), MAX_ROWS);
      List<RowDigest> rightRows = target.rows(ends.target(within), MAX_ROWS);
      truncated |= leftRows.size() >= MAX_ROWS || rightRows.size() >= MAX_ROWS;
      differences = differences(leftRows, rightRows);
    }
    truncated |= differences.size() > limit;
    return new StreamVerdict(
        stream.name(),
        stream.plan().target(),
        differing.isEmpty(),
        left.values().stream().mapToLong(BucketDigest::rows).sum(),
        right.values().stream().mapToLong(BucketDigest::rows).sum(),
        ends.key,
        ends.columns.size(),
        differences.subList(0, Math.min(limit, differences.size())),
        truncated);
  }

  /** What to ask each end for: the same columns in the same order, each under its own names. */
  private static final class Ends {
    private final PlannedStream stream;
    private final List<Field> columns;
    private final Map<String, String> targetNames;
    private final List<String> key;

    Ends(PlannedStream stream) {
      this.stream = stream;
      this.targetNames =
          stream.plan().columns().stream()
              .collect(Collectors.toMap(ColumnMapping::source, ColumnMapping::target));
      this.columns =
          stream.info().schema().fields().stream()
              .filter(f -> targetNames.containsKey(f.name()))
              .toList();
      List<String> wanted =
          stream.spec().strategy().uniqueKey().isEmpty()
              ? stream.info().schema().key()
              : stream.spec().strategy().uniqueKey();
      // Without a key the whole row stands for it.
      this.key =
          !wanted.isEmpty() && targetNames.keySet().containsAll(wanted)
              ? wanted
              : columns.stream().map(Field::name).toList();
    }

    FingerprintRequest source(List<String> within) {
      return new FingerprintRequest(stream.spec().selection(), columns, key, BUCKET_DIGITS, within);
    }

    FingerprintRequest target(List<String> within) {
      Function<String, String> rename = name -> targetNames.getOrDefault(name, name);
      List<Field> renamed =
          columns.stream()
              .map(f -> new Field(rename.apply(f.name()), f.type(), f.nullable(), f.nativeType()))
              .toList();
      return new FingerprintRequest(
          StreamSelection.all(stream.plan().target()),
          renamed,
          key.stream().map(rename).toList(),
          BUCKET_DIGITS,
          within);
    }
  }

  private static Map<String, BucketDigest> byPrefix(List<BucketDigest> buckets) {
    return buckets.stream().collect(Collectors.toMap(BucketDigest::prefix, b -> b));
  }

  private static List<String> differing(
      Map<String, BucketDigest> left, Map<String, BucketDigest> right) {
    Set<String> prefixes = new TreeSet<>(left.keySet());
    prefixes.addAll(right.keySet());
    List<String> differing = new ArrayList<>();
    for (String prefix : prefixes) {
      BucketDigest none = new BucketDigest(prefix, 0, 0);
      if (!left.getOrDefault(prefix, none).equals(right.getOrDefault(prefix, none))) {
        differing.add(prefix);
      }
    }
    return differing;
  }

  private static List<Difference> differences(List<RowDigest> left, List<RowDigest> right) {
    Map<String, List<RowDigest>> ours = byKey(left);
    Map<String, List<RowDigest>> theirs = byKey(right);
    List<Difference> found = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (RowDigest row : left) {
      if (seen.add(row.keyHash())) {
        List<RowDigest> other = theirs.getOrDefault(row.keyHash(), List.of());
        compare(row.key(), ours.getOrDefault(row.keyHash(), List.of()), other, found);
      }
    }
    for (RowDigest row : right) {
      if (seen.add(row.keyHash())) {
        found.add(new Difference(Kind.ONLY_AT_TARGET, row.key()));
      }
    }
    return found;
  }

  private static void compare(
      String key, List<RowDigest> ours, List<RowDigest> theirs, List<Difference> found) {
    if (theirs.isEmpty()) {
      found.add(new Difference(Kind.MISSING_AT_TARGET, key));
    } else if (ours.size() != theirs.size()) {
      found.add(new Difference(Kind.COUNT, key));
    } else if (!hashes(ours).equals(hashes(theirs))) {
      found.add(new Difference(Kind.CHANGED, key));
    }
  }

  private static List<Long> hashes(List<RowDigest> rows) {
    return rows.stream().map(RowDigest::rowHash).sorted().toList();
  }

  private static Map<String, List<RowDigest>> byKey(List<RowDigest> rows) {
    Map<String, List<RowDigest>> byKey = new HashMap<>();
    for (RowDigest row : rows) {
      byKey.computeIfAbsent(row.keyHash(), k -> new ArrayList<>()).add(row);
    }
    return byKey;
  }
}
