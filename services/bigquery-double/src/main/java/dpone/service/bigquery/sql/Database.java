package dpone.service.bigquery.sql;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Datasets and their tables by full names. A copy shares the tables, none of which ever changes.
 * Used by one thread at a time.
 */
public final class Database {
  private final Map<String, String> datasets;
  private final Map<String, Table> tables;
  private final InstantSource clock;

  /** Nothing at all; tables vanish by that clock. */
  public Database(InstantSource clock) {
    this(Map.of(), Map.of(), clock);
  }

  private Database(Map<String, String> datasets, Map<String, Table> tables, InstantSource clock) {
    this.datasets = new TreeMap<>(datasets);
    this.tables = new TreeMap<>(tables);
    this.clock = clock;
  }

  /** The same at this moment, for a statement that may fail. */
  public Database copy() {
    return new Database(datasets, tables, clock);
  }

  /** Location of a dataset, such as {@code acme.shop}. */
  public Optional<String> location(String dataset) {
    return Optional.ofNullable(datasets.get(dataset));
  }

  /** Makes a dataset. */
  public void makeDataset(String dataset, String location) {
    datasets.put(dataset, location);
  }

  /** Removes a dataset with its tables. */
  public void dropDataset(String dataset) {
    datasets.remove(dataset);
    tables.keySet().removeIf(name -> name.startsWith(dataset + "."));
  }

  /** A table by its full name, such as {@code acme.shop.orders}. */
  public Optional<Table> find(String table) {
    return Optional.ofNullable(tables.get(table)).filter(this::lasts);
  }

  private boolean lasts(Table table) {
    return table.expires() == null || clock.instant().isBefore(table.expires());
  }

  /** A table that has to be there. */
  public Table table(String table) {
    requireDataset(table);
    return find(table).orElseThrow(() -> notFound("Table", table));
  }

  /** Puts a table in place of what stands under its name. */
  public void put(String table, Table content) {
    requireDataset(table);
    tables.put(table, content);
  }

  /** Removes a table; false if there is none. */
  public boolean drop(String table) {
    boolean there = find(table).isPresent();
    tables.remove(table);
    return there;
  }

  /** Names of a dataset's tables without it. */
  public List<String> names(String dataset) {
    List<String> names = new ArrayList<>();
    for (String name : tables.keySet()) {
      if (name.startsWith(dataset + ".") && find(name).isPresent()) {
        names.add(name.substring(dataset.length() + 1));
      }
    }
    return names;
  }

  private void requireDataset(String table) {
    String dataset = table.substring(0, table.lastIndexOf('.'));
    if (!datasets.containsKey(dataset)) {
      throw notFound("Dataset", dataset);
    }
  }

  /** What BigQuery says of something that is not there. */
  public static SqlFailure notFound(String what, String name) {
    int point = name.indexOf('.');
    return new SqlFailure(
        "notFound",
        "Not found: " + what + " " + name.substring(0, point) + ":" + name.substring(point + 1));
  }
}
