package dpone.connector.kafka.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Keeps schemas in memory and takes every one. */
public final class MemoryRegistry implements SchemaRegistry {
  private final List<SchemaText> byId = new ArrayList<>();
  private final Map<String, List<Integer>> subjects = new LinkedHashMap<>();

  @Override
  public Optional<RegisteredSchema> byId(int id) {
    return id < 1 || id > byId.size()
        ? Optional.empty()
        : Optional.of(new RegisteredSchema(id, 0, byId.get(id - 1)));
  }

  @Override
  public Optional<RegisteredSchema> latest(String subject) {
    return version(subject, subjects.getOrDefault(subject, List.of()).size());
  }

  @Override
  public Optional<RegisteredSchema> version(String subject, int version) {
    List<Integer> ids = subjects.getOrDefault(subject, List.of());
    return version < 1 || version > ids.size()
        ? Optional.empty()
        : byId(ids.get(version - 1)).map(s -> new RegisteredSchema(s.id(), version, s.schema()));
  }

  @Override
  public Optional<RegisteredSchema> lookup(String subject, SchemaText schema) {
    int id = byId.indexOf(schema) + 1;
    List<Integer> ids = subjects.getOrDefault(subject, List.of());
    return ids.contains(id)
        ? Optional.of(new RegisteredSchema(id, ids.indexOf(id) + 1, schema))
        : Optional.empty();
  }

  @Override
  public int register(String subject, SchemaText schema) {
    if (!byId.contains(schema)) {
      byId.add(schema);
    }
    int id = byId.indexOf(schema) + 1;
    List<Integer> ids = subjects.computeIfAbsent(subject, s -> new ArrayList<>());
    if (!ids.contains(id)) {
      ids.add(id);
    }
    return id;
  }

  @Override
  public Optional<String> incompatibility(String subject, SchemaText schema) {
    return Optional.empty();
  }

  /** The subjects of topics by the strategy {@code topic}. */
  public Subjects subjects() {
    return new Subjects(this, "topic", "", false, true, false);
  }
}
