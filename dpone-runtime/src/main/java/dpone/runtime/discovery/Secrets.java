package dpone.runtime.discovery;

import dpone.spi.ConnectorDescriptor;
import dpone.spi.Endpoint;
import dpone.spi.option.Option;
import dpone.spi.option.OptionSpec;
import dpone.spi.option.Options;
import dpone.spi.option.Secret;
import java.util.ArrayList;
import java.util.List;

/** The secret values that an endpoint carries. */
final class Secrets {
  private Secrets() {}

  static List<Secret> of(ConnectorDescriptor descriptor, OptionSpec settings, Endpoint endpoint) {
    List<Secret> found = new ArrayList<>();
    collect(descriptor.connection().options(), endpoint.connection(), found);
    collect(settings.options(), endpoint.settings(), found);
    return found;
  }

  private static void collect(List<Option> specs, Options values, List<Secret> found) {
    for (Option spec : specs) {
      if (!values.has(spec.name())) {
        continue;
      }
      switch (spec.type()) {
        case SECRET -> values.secret(spec.name()).ifPresent(found::add);
        case OBJECT -> collect(spec.fields(), values.group(spec.name()), found);
        case OBJECT_LIST ->
            values.groups(spec.name()).forEach(group -> collect(spec.fields(), group, found));
        case STRING, INTEGER, BOOLEAN, DURATION, BYTES, STRING_LIST, STRING_MAP -> {}
      }
    }
  }
}
