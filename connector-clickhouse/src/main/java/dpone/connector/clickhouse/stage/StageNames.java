package dpone.connector.clickhouse.stage;

import dpone.connector.clickhouse.sql.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of the tables of one scope. The generation stands in each, so that those of an older one
 * can be removed by name, after which it has nothing to publish.
 *
 * @param prefix what all of them start with
 */
public record StageNames(String prefix) {
  private static final Pattern REST = Pattern.compile("g(\\d{1,18})_(\\d+)(.*)");

  /** The names of a scope. */
  public static StageNames of(String pipeline, String scope) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest((pipeline + "\0" + scope).getBytes(StandardCharsets.UTF_8));
      return new StageNames("_dpone_" + HexFormat.of().formatHex(hash, 0, 6) + "_");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Where all pieces of a stream come together. */
  public TableName stage(String database, long generation, int stream) {
    return new TableName(database, prefix + "g" + generation + "_" + stream);
  }

  /** The table that is going to take the target's place. */
  public static TableName copyOf(TableName stage) {
    return new TableName(stage.database(), stage.name() + "_new");
  }

  /** Where one attempt of one split is written. */
  public static TableName piece(TableName stage, int ordinal, int attempt) {
    return new TableName(stage.database(), stage.name() + "_p" + ordinal + "_" + attempt);
  }

  /** The generation in a name of this scope; -1 if the name is no such one. */
  public long generation(String name) {
    Matcher rest = rest(name);
    return rest.matches() ? Long.parseLong(rest.group(1)) : -1;
  }

  /** Whether it is the name of a stage itself. */
  public boolean isStage(String name) {
    Matcher rest = rest(name);
    return rest.matches() && rest.group(3).isEmpty();
  }

  /** The same name under another generation. */
  public String moved(String name, long generation) {
    Matcher rest = rest(name);
    if (!rest.matches()) {
      throw new IllegalArgumentException("not a name of this scope: " + name);
    }
    return prefix + "g" + generation + "_" + rest.group(2) + rest.group(3);
  }

  private Matcher rest(String name) {
    return REST.matcher(name.startsWith(prefix) ? name.substring(prefix.length()) : "");
  }
}
