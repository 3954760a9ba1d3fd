package dpone.certify.kit;

import dpone.spi.type.DataType;
import java.util.List;
import java.util.Map;

/**
 * Tables of a system's own types, written and read without the connector and without a codec of its
 * driver. The first column is {@code id}, a whole number from 1 on.
 */
public interface TypeTables {
  /** Values for each row of the connector's type table that is not refused. */
  List<TypeSample> samples();

  /**
   * Makes a table anew with a column for each sample; row n holds each sample's n-th value, and
   * null where it has no more, or any value where the type takes no null.
   *
   * @return its name as a manifest writes it under {@code streams}
   */
  String create(String name, List<TypeSample> samples) throws Exception;

  /**
   * What a manifest has to say about a stream beside its name.
   *
   * @param place a stream as {@link #create} returned it, or a target that is read back
   * @param samples its columns
   * @return keys of the stream and their values, as a manifest writes them
   */
  default Map<String, Object> streamOptions(String place, List<TypeSample> samples) {
    return Map.of();
  }

  /**
   * What a manifest has to say about the sink beside its connection and table.
   *
   * @param samples columns of what is loaded
   * @return keys of the sink and their values, as a manifest writes them
   */
  default Map<String, Object> sinkOptions(List<TypeSample> samples) {
    return Map.of();
  }

  /**
   * Every cell as the system itself renders it, id first, in order of id.
   *
   * @param place a stream as {@link #create} returned it, or a target
   */
  List<TestRow> texts(String place, List<TypeSample> samples) throws Exception;

  /**
   * Every cell as the value of a logical type, rendered by the system in the form of rule FP-1;
   * elements of a list between brackets and fields of a struct between parentheses, a bar between
   * them; a mapping is a list of structs of key and value; id first, in order of id.
   *
   * @param types logical types of the samples' columns
   */
  List<TestRow> values(String stream, List<TypeSample> samples, List<DataType> types)
      throws Exception;

  /** What a stream may be made of that has a column without a mapping. */
  Map<String, Refused> refused() throws Exception;

  /**
   * A stream with a column without a mapping, called {@code refused}.
   *
   * @param stream name of the stream
   * @param query its query, empty if the stream exists
   */
  record Refused(String stream, String query) {}
}
