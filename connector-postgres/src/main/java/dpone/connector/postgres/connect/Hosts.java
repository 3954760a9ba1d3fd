package dpone.connector.postgres.connect;

import dpone.connector.postgres.error.PgCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The servers that a connection may lead to, in the order in which they are tried.
 *
 * @param all at least one
 */
record Hosts(List<Host> all) {
  /** A name or address without brackets, and a port. */
  record Host(String name, int port) {
    boolean isLoopback() {
      return name.equals("localhost") || name.equals("::1") || name.matches("127(\\.\\d{1,3}){3}");
    }

    @Override
    public String toString() {
      return (name.contains(":") ? "[" + name + "]" : name) + ":" + port;
    }
  }

  /**
   * Reads {@code a, b:5433, [::1]:5434}.
   *
   * @param port of a host without one
   */
  static Hosts parse(String text, int port) {
    List<Host> hosts = new ArrayList<>();
    for (String part : Arrays.stream(text.split(",", -1)).map(String::strip).toList()) {
      hosts.add(host(part, port));
    }
    return new Hosts(List.copyOf(hosts));
  }

  private static Host host(String text, int port) {
    String name = text;
    String own = "";
    if (text.startsWith("[")) {
      int end = text.indexOf(']');
      name = end < 0 ? "" : text.substring(1, end);
      own = end < 0 ? "" : text.substring(end + 1);
    } else if (text.indexOf(':') >= 0 && text.indexOf(':') == text.lastIndexOf(':')) {
      name = text.substring(0, text.indexOf(':'));
      own = text.substring(text.indexOf(':'));
    }
    if (name.isEmpty() || !own.matches("(:[0-9]{1,5})?") || own.equals(":0")) {
      throw PgCode.INVALID_OPTION
          .error("the host '" + text + "' cannot be read")
          .remedy("write connection.host as NAME, NAME:PORT or [ADDRESS]:PORT, with commas between")
          .build();
    }
    return new Host(name, own.isEmpty() ? port : Integer.parseInt(own.substring(1)));
  }

  boolean several() {
    return all.size() > 1;
  }

  boolean areLoopback() {
    return all.stream().allMatch(Host::isLoopback);
  }

  String names() {
    return all.stream().map(Host::name).collect(Collectors.joining(","));
  }

  String ports() {
    return all.stream().map(h -> String.valueOf(h.port())).collect(Collectors.joining(","));
  }

  @Override
  public String toString() {
    return all.stream().map(Host::toString).collect(Collectors.joining(","));
  }
}
