package dpone.certification.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Records by table, each in the order in which they came. Thread-safe. */
final class Tables {
  private final Map<String, List<Item>> tables = new ConcurrentHashMap<>();

  void create(String table) {
    tables.put(table, new ArrayList<>());
  }

  boolean has(String table) {
    return tables.containsKey(table);
  }

  void drop(String table) {
    tables.remove(table);
  }

  void add(String table, List<Item> items) {
    List<Item> all = of(table);
    synchronized (all) {
      all.addAll(items);
    }
  }

  /** Adds a record in front of all others. */
  void addFirst(String table, Item item) {
    List<Item> all = of(table);
    synchronized (all) {
      all.addFirst(item);
    }
  }

  /** Replaces the records of those keys, each in its place. */
  void replace(String table, List<Item> items) {
    Map<Long, Item> byKey = new ConcurrentHashMap<>();
    items.forEach(item -> byKey.put(item.key(), item));
    List<Item> all = of(table);
    synchronized (all) {
      all.replaceAll(item -> byKey.getOrDefault(item.key(), item));
    }
  }

  void remove(String table, Predicate<Item> which) {
    List<Item> all = of(table);
    synchronized (all) {
      all.removeIf(which);
    }
  }

  List<Item> list(String table) {
    List<Item> all = of(table);
    synchronized (all) {
      return new ArrayList<>(all);
    }
  }

  private List<Item> of(String table) {
    List<Item> all = tables.get(table);
    if (all == null) {
      throw new IllegalArgumentException("no table " + table);
    }
    return all;
  }
}
