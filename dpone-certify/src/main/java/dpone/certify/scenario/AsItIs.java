package dpone.certify.scenario;

import dpone.certify.kit.FixedStream;
import dpone.certify.kit.LiveStream;
import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A live stream in the place of one that is filled. What it has is not known before it was
 * described.
 *
 * @param stream the live one
 * @param table its columns; none before it was described
 */
public record AsItIs(LiveStream stream, TestTable table) implements FixedStream {
  /** A stream that was not described yet. */
  public AsItIs(LiveStream stream) {
    this(stream, new TestTable("live", List.of(), List.of()));
  }

  @Override
  public String name() {
    return stream.name();
  }

  @Override
  public Map<String, Object> options() {
    return stream.options();
  }

  @Override
  public Optional<String> cursor() {
    return Optional.ofNullable(stream.options().get("cursor")).map(String::valueOf);
  }

  @Override
  public TestRow row(int number, int moment, int version) {
    throw new UnsupportedOperationException(name() + " is live");
  }

  @Override
  public List<TestRow> edges() {
    return List.of();
  }

  @Override
  public void clear() {
    throw new UnsupportedOperationException(name() + " is live");
  }

  @Override
  public void insert(List<TestRow> rows) {
    throw new UnsupportedOperationException(name() + " is live");
  }
}
