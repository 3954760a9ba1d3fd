package dpone.toolkit.http.api;

import dpone.spi.type.DataType;
import dpone.spi.type.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A stream of an API.
 *
 * @param name as a manifest writes it
 * @param request how a page is asked for
 * @param slicing ways in which it needs several requests, windows of time first
 * @param paging how a request's records are divided
 * @param format what records are written in
 * @param columns in order; empty where a sample is to tell them
 * @param unknown what happens to a field of a record without a column
 * @param key names of the columns that identify a record; empty where nothing does
 * @param increment how to give only what is new, or null
 * @param bounds what is read, and when to stop
 * @param notes what a user should know, one sentence each
 */
public record StreamDefinition(
    String name,
    Request request,
    List<Slicing> slicing,
    Paging paging,
    BodyFormat format,
    List<ColumnDefinition> columns,
    UnknownFields unknown,
    List<String> key,
    @Nullable Increment increment,
    Bounds bounds,
    List<String> notes) {

  /** What happens to a field of a record that no column takes. */
  public enum UnknownFields {
    /** It is left out; the connector's page says which fields there are. */
    IGNORE,
    /** The record cannot be moved. */
    FAIL
  }

  /** Copies the lists. */
  public StreamDefinition {
    slicing = List.copyOf(slicing);
    columns = List.copyOf(columns);
    key = List.copyOf(key);
    notes = List.copyOf(notes);
  }

  /** The increment. */
  public Optional<Increment> increments() {
    return Optional.ofNullable(increment);
  }

  /** The windows of time that it is read by. */
  public Optional<Slicing.Windows> windows() {
    return slicing.stream()
        .filter(Slicing.Windows.class::isInstance)
        .map(Slicing.Windows.class::cast)
        .findFirst();
  }

  /** The schema of its declared columns. */
  public Schema schema() {
    return new Schema(columns.stream().map(ColumnDefinition::field).toList(), key);
  }

  /** The same stream with these columns. */
  public StreamDefinition withColumns(List<ColumnDefinition> others) {
    return new StreamDefinition(
        name, request, slicing, paging, format, others, unknown, key, increment, bounds, notes);
  }

  /** The same stream with these bounds. */
  public StreamDefinition withBounds(Bounds others) {
    return new StreamDefinition(
        name, request, slicing, paging, format, columns, unknown, key, increment, others, notes);
  }

  /** A stream to be described. */
  public static Builder named(String name) {
    return new Builder(name);
  }

  /** Describes a stream step by step. Not thread-safe. */
  public static final class Builder {
    private final String name;
    private Request request = Request.get("");
    private final List<Slicing> slicing = new ArrayList<>();
    private Paging paging = new Paging.Single();
    private BodyFormat format = BodyFormat.Json.at("$");
    private final List<ColumnDefinition> columns = new ArrayList<>();
    private UnknownFields unknown = UnknownFields.IGNORE;
    private List<String> key = List.of();
    private @Nullable Increment increment;
    private Bounds bounds = Bounds.STANDARD;
    private final List<String> notes = new ArrayList<>();

    private Builder(String name) {
      this.name = name;
    }

    /** How a page is asked for. */
    public Builder request(Request asked) {
      this.request = asked;
      return this;
    }

    /** One more way in which it needs several requests; inside of those before. */
    public Builder slicedBy(Slicing way) {
      slicing.add(way);
      return this;
    }

    /** How a request's records are divided. */
    public Builder paging(Paging way) {
      this.paging = way;
      return this;
    }

    /** What records are written in. */
    public Builder format(BodyFormat written) {
      this.format = written;
      return this;
    }

    /** One more column. */
    public Builder column(ColumnDefinition column) {
      columns.add(column);
      return this;
    }

    /** One more column, of the same name in the record. */
    public Builder column(String column, DataType type) {
      return column(ColumnDefinition.of(column, type));
    }

    /** One more column, of that place in the record. */
    public Builder column(String column, DataType type, String pointer) {
      return column(ColumnDefinition.of(column, type, pointer));
    }

    /** What happens to other fields. */
    public Builder unknown(UnknownFields rule) {
      this.unknown = rule;
      return this;
    }

    /** Columns that identify a record. */
    public Builder key(String... names) {
      this.key = List.of(names);
      return this;
    }

    /** How to give only what is new. */
    public Builder increment(Increment way) {
      this.increment = way;
      return this;
    }

    /** What is read. */
    public Builder bounds(Bounds others) {
      this.bounds = others;
      return this;
    }

    /** Something that a user should know. */
    public Builder note(String sentence) {
      notes.add(sentence);
      return this;
    }

    /** The stream. */
    public StreamDefinition build() {
      return new StreamDefinition(
          name, request, slicing, paging, format, columns, unknown, key, increment, bounds, notes);
    }
  }
}
