package dpone.connector.rest.definition;

import static dpone.connector.rest.option.PaginationOptions.CHECKPOINT_PAGES;
import static dpone.connector.rest.option.PaginationOptions.EMPTY_PAGE;
import static dpone.connector.rest.option.PaginationOptions.MAX_PAGES;
import static dpone.connector.rest.option.ResourceOptions.PAGINATION;
import static dpone.connector.rest.option.ResourceOptions.PARENT;
import static dpone.connector.rest.option.ResourceOptions.VALUES;
import static dpone.connector.rest.option.ResourceOptions.VARIABLE;
import static dpone.connector.rest.option.ResourceOptions.VARIABLES;
import static dpone.connector.rest.option.SchemaOptions.SCHEMA;
import static dpone.connector.rest.option.StreamOptions.INCREMENTAL;
import static dpone.connector.rest.option.StreamOptions.PRIMARY_KEY;
import static dpone.connector.rest.option.StreamOptions.SAMPLE_SIZE;
import static dpone.connector.rest.option.StreamOptions.UNKNOWN_FIELDS;

import dpone.connector.rest.option.PaginationOptions;
import dpone.spi.option.Options;
import dpone.spi.source.StreamSelection;
import dpone.toolkit.http.api.BodyFormat;
import dpone.toolkit.http.api.Bounds;
import dpone.toolkit.http.api.ColumnDefinition;
import dpone.toolkit.http.api.Paging;
import dpone.toolkit.http.api.Request;
import dpone.toolkit.http.api.Slicing;
import dpone.toolkit.http.api.StreamDefinition;
import dpone.toolkit.http.api.StreamDefinition.UnknownFields;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A stream of a manifest as the engine reads it. Looks at nothing but options. */
public final class Definitions {
  private static final Set<String> OF_WINDOWS = Set.of("from", "to", "last");
  private static final Set<String> OF_READS = Set.of("since", "until");

  /** The variable of each way to page. */
  private static final Map<String, String> OF_PAGES =
      Map.of(
          PaginationOptions.PAGE, "page",
          PaginationOptions.OFFSET, "offset",
          PaginationOptions.CURSOR, "token",
          PaginationOptions.KEYSET, "after");

  private static final String SIZE = "size";

  private final StreamSelection selection;
  private final Complaints complaints;

  private Definitions(StreamSelection selection) {
    this.selection = selection;
    this.complaints = new Complaints(selection.name(), "");
  }

  /**
   * The stream that a selection describes.
   *
   * @throws dpone.spi.error.DponeException HTTP_STREAM_OPTION, which names the option, where
   *     options do not fit together
   */
  public static StreamDefinition of(StreamSelection selection) {
    return new Definitions(selection).stream();
  }

  private StreamDefinition stream() {
    if (selection.query() != null) {
      throw complaints.of("query", "means nothing for an API: write path and params");
    }
    Options options = selection.options();
    Request request = new RequestReader(options, complaints).read();
    Set<String> places = RequestReader.variables(request);
    Options group = options.group(INCREMENTAL);
    IncrementalReader incremental =
        new IncrementalReader(group, selection.cursor(), places, complaints.in(INCREMENTAL));
    Optional<Slicing.Windows> windows = incremental.windows();
    Resource resource = resource(options, request, windows.isPresent(), complaints);
    List<Slicing> slicing = new ArrayList<>();
    windows.ifPresent(slicing::add);
    slicing.addAll(resource.slicing());
    List<String> key = options.strings(PRIMARY_KEY);
    key.forEach(column -> known(column, resource.columns(), PRIMARY_KEY));
    UnknownFields unknown =
        options.string(UNKNOWN_FIELDS).equals("fail") ? UnknownFields.FAIL : UnknownFields.IGNORE;
    if (unknown == UnknownFields.FAIL && resource.columns().isEmpty()) {
      throw complaints.of(SCHEMA, "is needed with unknown_fields: fail");
    }
    if (!resource.columns().isEmpty()) {
      complaints.unused(options, "beside schema", SAMPLE_SIZE);
    }
    Bounds bounds = bounds(options.group(PAGINATION), incremental);
    int sample = options.findInteger(SAMPLE_SIZE).orElse((long) bounds.sampleRecords()).intValue();
    return new StreamDefinition(
        selection.name(),
        request,
        slicing,
        resource.paging(),
        resource.format(),
        resource.columns(),
        unknown,
        key,
        incremental.increment(),
        bounds.sampling(sample),
        List.of());
  }

  private static Bounds bounds(Options pagination, @Nullable IncrementalReader incremental) {
    Bounds bounds =
        Bounds.STANDARD
            .pages(pagination.integer(MAX_PAGES))
            .checkpoints(pagination.integer(CHECKPOINT_PAGES));
    if (incremental != null) {
      bounds = bounds.within(incremental.from(), incremental.to());
    }
    return pagination.string(EMPTY_PAGE).equals("continue") ? bounds.withEmptyPages() : bounds;
  }

  private record Resource(
      List<Slicing> slicing, BodyFormat format, List<ColumnDefinition> columns, Paging paging) {}

  /** What a stream and a parent have in common. */
  private Resource resource(Options options, Request request, boolean windowed, Complaints own) {
    List<Slicing> slicing = new ArrayList<>();
    Set<String> variables = new TreeSet<>();
    values(options, slicing, variables, own);
    parent(options, slicing, variables, own);
    if (windowed) {
      variables.addAll(OF_WINDOWS);
    }
    Options pagination = options.group(PAGINATION);
    check(request, variables, pagination.string(PaginationOptions.TYPE), own);
    BodyFormat format = FormatReader.read(options, own);
    Set<String> shown = new TreeSet<>(variables);
    shown.addAll(OF_READS);
    List<ColumnDefinition> columns = new ColumnsReader(format, shown, own).read(options);
    Paging paging =
        new PagingReader(pagination, RequestReader.variables(request), own.in(PAGINATION)).read();
    if (paging instanceof Paging.Keyset keyset) {
      known(keyset.column(), columns, PAGINATION + "." + PaginationOptions.COLUMN);
    }
    return new Resource(slicing, format, columns, paging);
  }

  /** Every place in the request has to have a value at some time. */
  private static void check(
      Request request, Set<String> variables, String pagination, Complaints own) {
    Set<String> known = new TreeSet<>(variables);
    known.addAll(OF_READS);
    known.add(SIZE);
    Optional.ofNullable(OF_PAGES.get(pagination)).ifPresent(known::add);
    RequestReader.byOption(request)
        .forEach((option, names) -> {
          Set<String> unknown = new TreeSet<>(names);
          unknown.removeAll(known);
          if (!unknown.isEmpty()) {
            throw own.of(
                option,
                "has a place for {"
                    + String.join("}, {", unknown)
                    + "}, and there is no such variable; there are "
                    + known);
          }
        });
  }

  private static void values(
      Options options, List<Slicing> slicing, Set<String> variables, Complaints own) {
    for (Options group : options.groups(VALUES)) {
      String variable = group.string(VARIABLE);
      add(variable, variables, VALUES, own);
      List<String> values = group.strings(VALUES);
      if (values.isEmpty()) {
        throw own.of(VALUES, "has no values for " + variable);
      }
      if (new HashSet<>(values).size() < values.size()) {
        throw own.of(VALUES, "has a value of " + variable + " twice");
      }
      slicing.add(new Slicing.Values(variable, values));
    }
  }

  private static void add(String variable, Set<String> variables, String option, Complaints own) {
    boolean taken =
        OF_WINDOWS.contains(variable)
            || OF_READS.contains(variable)
            || OF_PAGES.containsValue(variable)
            || variable.equals(SIZE)
            || variable.equals("url");
    if (taken) {
      throw own.of(option, "cannot have the variable " + variable + ", which is dpone's own");
    }
    if (!variable.matches("[a-z][a-z0-9_]*")) {
      throw own.of(
          option, "has a variable that is not of a-z, 0-9 and _, with a letter first: " + variable);
    }
    if (!variables.add(variable)) {
      throw own.of(option, "has the variable " + variable + ", which there is already");
    }
  }

  private void parent(
      Options options, List<Slicing> slicing, Set<String> variables, Complaints own) {
    if (!options.has(PARENT)) {
      return;
    }
    Options group = options.group(PARENT);
    Complaints inside = own.in(PARENT);
    Request request = new RequestReader(group, inside).read();
    Resource resource = resource(group, request, false, inside);
    if (resource.columns().isEmpty()) {
      throw inside.of(SCHEMA, "is needed, since its columns are the variables");
    }
    Map<String, String> taken = new TreeMap<>(group.map(VARIABLES));
    if (taken.isEmpty()) {
      throw inside.of(VARIABLES, "names no variable");
    }
    taken.forEach((variable, column) -> {
      add(variable, variables, PARENT + "." + VARIABLES, own);
      boolean there = resource.columns().stream().anyMatch(c -> c.field().name().equals(column));
      if (!there) {
        throw inside.of(VARIABLES, "names a column that schema does not have: " + column);
      }
    });
    StreamDefinition parent =
        new StreamDefinition(
            selection.name() + "." + PARENT,
            request,
            resource.slicing(),
            resource.paging(),
            resource.format(),
            resource.columns(),
            UnknownFields.IGNORE,
            List.of(),
            null,
            bounds(group.group(PAGINATION), null),
            List.of());
    slicing.add(new Slicing.Parents(parent, taken));
  }

  private void known(String column, List<ColumnDefinition> columns, String option) {
    boolean there =
        columns.isEmpty() || columns.stream().anyMatch(c -> c.field().name().equals(column));
    if (!there) {
      throw complaints.of(option, "names a column that schema does not have: " + column);
    }
  }
}
