package dpone.acceptance.routes;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;

/** A row of the examples, as any system can say it. */
record Order(
    long id,
    String customer,
    BigDecimal amount,
    Boolean paid,
    String note,
    LocalDate day,
    Instant updatedAt) {
  Order {
    amount = amount.setScale(2);
  }

  /** The same order, changed at a later moment. */
  Order changed(String note, Instant at) {
    return new Order(id, customer, amount.add(BigDecimal.ONE), paid, note, day, at);
  }
}
