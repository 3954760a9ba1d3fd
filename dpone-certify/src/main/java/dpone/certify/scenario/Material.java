package dpone.certify.scenario;

import dpone.certify.kit.TestRow;
import dpone.certify.kit.TestTable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What scenarios read: tables of the kit's making, or a stream of the system's own. A row has a
 * number, which decides its key; plain rows follow each other in the cursor as in their numbers.
 */
public interface Material {
  /** A table for one scenario. */
  TestTable table(String name);

  /** The column by which increments go, empty where there is none. */
  Optional<String> cursor();

  /** Rows of these numbers without surprises, the last one not included. */
  List<TestRow> plain(int from, int to);

  /** Rows of these numbers with one value of the cursor, which grows with the moment. */
  List<TestRow> tied(int from, int to, int moment);

  /** Rows with values at the edges of their types. */
  List<TestRow> edges();

  /** The same row with other content. */
  TestRow changed(TestRow row, String how);

  /** The same row with the cursor that a plain row of that number has. */
  TestRow moved(TestRow row, int number);

  /** The first number whose plain row has a larger cursor than that of this number. */
  int after(int number);

  /** Rows that make many batches. */
  List<TestRow> many();

  /** Rows whose read lasts long enough to be broken off. */
  List<TestRow> lasting();

  /** Whether rows change at the source. */
  boolean updated();

  /** Whether rows go from the source. */
  boolean deleted();

  /** Whether no row comes at a value of the cursor once one has. */
  boolean closed();

  /** Keys of the stream under which a read goes back so many moments; empty where it cannot. */
  Map<String, Object> lookback(int moments);
}
