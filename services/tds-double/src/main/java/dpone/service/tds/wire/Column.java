package dpone.service.tds.wire;

import java.io.IOException;

/**
 * A column of a result or of a bulk load.
 *
 * @param name name
 * @param type type
 * @param flags what else is said of it (MS-TDS 2.2.7.4)
 */
public record Column(String name, SqlType type, int flags) {
  private static final int NULLABLE = 0x01;
  private static final int UPDATABLE = 0x08;
  private static final int IDENTITY = 0x10;
  private static final int COMPUTED = 0x20;
  private static final int TIMESTAMP = 80;

  /** A column that may be null. */
  public static Column of(String name, SqlType type) {
    return new Column(name, type, NULLABLE | UPDATABLE);
  }

  /** A column that may be null. */
  public static Column of(String name, Kind kind) {
    return of(name, SqlType.of(kind));
  }

  /** The same column, never null. */
  public Column notNull() {
    return new Column(name, type, flags & ~NULLABLE);
  }

  /** The same column, numbered by the server. */
  public Column identity() {
    return new Column(name, type, (flags & ~NULLABLE) | IDENTITY);
  }

  /** The same column, computed by the server. */
  public Column computed() {
    return new Column(name, type, (flags & ~UPDATABLE) | COMPUTED);
  }

  /** Type and whether it may be null. */
  public TypeInfo info() {
    return new TypeInfo(type, (flags & NULLABLE) != 0);
  }

  void write(TdsWriter out, Version version) {
    int user = type.kind() == Kind.ROWVERSION ? TIMESTAMP : 0;
    if (version.atLeast(Version.V7_2)) {
      out.i32(user);
    } else {
      out.u16(user);
    }
    out.u16(flags);
    info().write(out, true, version);
    out.shortText(name);
  }

  /** Reads a column of a bulk load. */
  public static Column read(TdsReader in, Version version) throws IOException {
    if (version.atLeast(Version.V7_2)) {
      in.i32();
    } else {
      in.u16();
    }
    int flags = in.u16();
    TypeInfo info = TypeInfo.read(in, true, version);
    // What is announced as fixed has no length in front of it, whatever the flags say.
    return new Column(
        in.shortText(), info.type(), info.nullable() ? flags | NULLABLE : flags & ~NULLABLE);
  }
}
