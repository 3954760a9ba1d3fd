package dpone.connector.clickhouse.wire;

/** Bytes of an answer as they come. */
@FunctionalInterface
public interface ByteSource {
  /**
   * Reads at least one byte.
   *
   * @return how many; -1 at the end of an answer that is whole
   * @throws dpone.spi.error.DponeException when it was cut off
   */
  int read(byte[] into, int offset, int length);
}
