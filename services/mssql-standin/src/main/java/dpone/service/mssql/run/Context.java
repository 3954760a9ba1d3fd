package dpone.service.mssql.run;

import dpone.service.mssql.parse.SqlError;
import dpone.service.mssql.store.Transaction;
import dpone.service.tds.wire.Parameter;
import java.time.LocalDateTime;
import java.util.List;

/**
 * What a statement runs with.
 *
 * @param work its session
 * @param transaction the transaction it belongs to
 * @param parameters what the client handed over
 * @param now the moment at which it began
 */
record Context(Work work, Transaction transaction, List<Parameter> parameters, LocalDateTime now) {
  Typed parameter(int index) {
    if (index >= parameters.size()) {
      throw new SqlError(137, 15, "Must declare the scalar variable \"@P" + index + "\".");
    }
    Parameter given = parameters.get(index);
    return Typed.of(given.type(), frame -> given.value());
  }
}
