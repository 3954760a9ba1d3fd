package dpone.acceptance.routes;

import java.util.List;

/** One of the systems, reached without dpone. */
interface Place {
  /** Makes the source hold these orders and nothing else; a log is added to. */
  void fill(List<Order> orders);

  /** Inserts or updates orders at the source. */
  void put(List<Order> orders);

  /** Deletes an order at the source; a log cannot. */
  void delete(long id);

  /** The orders of a target, in any order; of a history the ones that are valid. */
  List<Order> read(String target, boolean history);

  /** How many rows a target has. */
  long count(String target);

  /** The name of a target in a manifest. */
  String target(String name);
}
