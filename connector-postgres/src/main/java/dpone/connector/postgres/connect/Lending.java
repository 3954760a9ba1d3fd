package dpone.connector.postgres.connect;

import java.sql.Connection;
import java.sql.SQLException;

/** What becomes of a connection when its session ends. Thread-safe. */
interface Lending {
  /** Whether somebody else may get the connection afterwards. */
  boolean shared();

  /** The connection is idle and in order. */
  void giveBack(Connection connection) throws SQLException;

  /** The connection is broken, cancelled or in an unknown state: nobody must use it again. */
  void discard(Connection connection) throws SQLException;

  /** For a connection that belongs to one session alone. */
  Lending OWNED =
      new Lending() {
        @Override
        public boolean shared() {
          return false;
        }

        @Override
        public void giveBack(Connection connection) throws SQLException {
          connection.close();
        }

        @Override
        public void discard(Connection connection) throws SQLException {
          connection.abort(Runnable::run);
        }
      };
}
