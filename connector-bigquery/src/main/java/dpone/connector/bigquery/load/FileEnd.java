package dpone.connector.bigquery.load;

import dpone.connector.bigquery.load.Lane.Delivered;

/** Where a file goes that is sent while it grows. Used by one thread. */
interface FileEnd {
  /** Sends bytes that are not the last: a multiple of an upload's unit. */
  void send(byte[] data, int length);

  /**
   * Sends the last bytes.
   *
   * @param rows that the file has
   * @param bytes that the file has
   * @return what has arrived
   */
  Delivered finish(byte[] data, int length, long rows, long bytes);
}
