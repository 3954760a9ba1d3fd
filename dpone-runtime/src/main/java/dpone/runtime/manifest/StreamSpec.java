package dpone.runtime.manifest;

import dpone.spi.error.Place;
import dpone.spi.sink.Strategy;
import dpone.spi.source.StreamSelection;

/**
 * One stream and its target.
 *
 * @param selection what of the source; its name is unique in the pipeline
 * @param target full name of the table or topic, variables of the template filled in
 * @param strategy how it is applied: the stream's own, or else the sink's
 * @param place where the manifest says so
 */
public record StreamSpec(StreamSelection selection, String target, Strategy strategy, Place place) {
  /** The stream's name. */
  public String name() {
    return selection.name();
  }
}
