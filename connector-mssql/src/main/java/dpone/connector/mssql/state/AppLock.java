package dpone.connector.mssql.state;

import dpone.connector.mssql.connect.MsSession;
import dpone.connector.mssql.error.MsCode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** A named lock of the database that ends with the transaction. */
public final class AppLock {
  /** Takes it: resource, milliseconds. The answer is negative where it was not to be had. */
  public static final String SQL =
      "SET NOCOUNT ON; DECLARE @got int; EXEC @got = sys.sp_getapplock @Resource = ?, @LockMode = N'Exclusive',"
          + " @LockOwner = N'Transaction', @LockTimeout = ?; SELECT @got";

  private static final int DEADLOCK = -3;

  private AppLock() {}

  /** The resource of some names. */
  public static String resource(String... names) {
    return "dpone:"
        + UUID.nameUUIDFromBytes(String.join("\0", names).getBytes(StandardCharsets.UTF_8));
  }

  /** Waits for it inside a transaction that somebody else ends. */
  public static void take(MsSession session, long timeoutMillis, String... names) {
    int got =
        session
            .first(AppLock.SQL, row -> row.getInt(1), resource(names), (int) timeoutMillis)
            .orElse(DEADLOCK);
    if (got < 0) {
      MsCode code = got == DEADLOCK ? MsCode.DEADLOCK : MsCode.BUSY;
      throw code.error("the lock of " + String.join("/", names) + " is held by somebody else")
          .build();
    }
  }
}
