package dpone.certify.kit;

import java.util.Map;

/**
 * What can happen to a log beside rows being added to it; asked for where the source's streams have
 * an order of their own ({@link dpone.spi.Increments#BY_POSITION}).
 */
public interface LogTables {
  /**
   * Adds positions that no reader is given a row for, at the end of at least one part and, once
   * rows are added later, in its middle: what was taken back, deleted since, or never was a row.
   *
   * @param table as {@link SourceTables#create} made it, with or without rows
   */
  void gap(TestTable table) throws Exception;

  /**
   * Makes a read end before the end of the stream.
   *
   * @param rows about how many rows one read takes; at least one
   * @return keys of the source and their values, as a manifest writes them
   */
  Map<String, Object> cut(int rows);
}
