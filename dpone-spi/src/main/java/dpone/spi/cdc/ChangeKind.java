package dpone.spi.cdc;

import dpone.spi.annotation.Api;

/** What happened to a row, or to all rows of a stream. */
@Api(status = Api.Status.EXPERIMENTAL, since = "1.0")
public enum ChangeKind {
  /** A row appeared. */
  INSERT(0),
  /** A row changed. */
  UPDATE(1),
  /** A row vanished; the change carries its key only. */
  DELETE(2),
  /** All rows of the stream vanished; the change carries no cell. */
  TRUNCATE(3);

  private final int code;

  ChangeKind(int code) {
    this.code = code;
  }

  /** The value of the field {@link ChangeSchema#KIND}; never changes. */
  public int code() {
    return code;
  }
}
