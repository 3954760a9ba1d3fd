package dpone.connector.kafka.format.codec;

import dpone.spi.type.Field;
import dpone.toolkit.format.codec.RecordDecoder;
import java.util.List;

/** A format of record values or keys, set up from its options. Thread-safe. */
public interface ValueFormat {
  /** The name in manifests, such as {@code avro}. */
  String name();

  /**
   * The columns that one record gives, without those of the log (offset, headers ...). They come
   * from the declared columns, else from the registry's subject, else, when the manifest asks for
   * it, from samples.
   *
   * @param samples values to look at; asked only when the manifest wants sampling
   * @throws dpone.spi.error.DponeException when there is no way to tell, or the registry refuses
   */
  List<Field> columns(String topic, Samples samples);

  /**
   * A decoder for one thread.
   *
   * @param columns the columns wanted, a selection of {@link #columns} in any order
   * @param first index of the first of them in the batches; the others follow it
   */
  RecordDecoder decoder(String topic, List<Field> columns, int first);

  /**
   * Asks, before anything is written, whether values of these columns may go to the topic: each
   * type can be written, and the registry would take the schema. Changes nothing.
   *
   * @throws dpone.spi.error.DponeException category SCHEMA with the column or the registry's reason
   */
  void check(String topic, List<Field> columns);

  /**
   * An encoder for one thread. Registers the schema where the manifest allows it.
   *
   * @param columns what a record consists of
   * @param cells index of each of the columns in the batches
   * @param facts what an envelope says beside the row; ignored without envelope
   */
  RecordEncoder encoder(String topic, List<Field> columns, int[] cells, EnvelopeFacts facts);
}
