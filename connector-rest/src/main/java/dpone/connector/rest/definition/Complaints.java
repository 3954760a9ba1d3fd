package dpone.connector.rest.definition;

import dpone.spi.error.DponeException;
import dpone.spi.error.Place;
import dpone.spi.option.Options;
import dpone.toolkit.http.page.FeedCode;

/**
 * What does not fit together in the options of a stream, by the option's full name.
 *
 * @param stream name of the stream
 * @param prefix of option names, such as {@code parent.}; empty for the stream's own
 */
record Complaints(String stream, String prefix) {
  /** The same for the options of a group. */
  Complaints in(String group) {
    return new Complaints(stream, prefix + group + ".");
  }

  /** An error that names an option. */
  DponeException of(String option, String what) {
    return FeedCode.STREAM_OPTION
        .error(prefix + option + " " + what)
        .at(Place.stream(stream))
        .build();
  }

  /** Refuses options that are given where they mean nothing. */
  void unused(Options options, String where, String... names) {
    for (String name : names) {
      if (options.has(name)) {
        throw of(name, "means nothing " + where);
      }
    }
  }

  /** A text that has to be given here. */
  String needed(Options options, String name, String where) {
    return options
        .findString(name)
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> of(name, "is needed " + where));
  }
}
