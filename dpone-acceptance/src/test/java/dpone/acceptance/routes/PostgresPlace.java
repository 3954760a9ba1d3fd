package dpone.acceptance.routes;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** PostgreSQL through its JDBC driver. */
final class PostgresPlace implements Place {
  private final Map<String, Object> source;
  private final Map<String, Object> target;

  PostgresPlace(Map<String, Object> source, Map<String, Object> target) {
    this.source = source;
    this.target = target;
  }

  private interface Work<T> {
    T on(Connection connection) throws SQLException;
  }

  private static <T> T with(Map<String, Object> place, Work<T> work) {
    String url =
        "jdbc:postgresql://%s:%s/%s"
            .formatted(place.get("host"), place.get("port"), place.get("database"));
    try (Connection connection =
        DriverManager.getConnection(
            url, place.get("user").toString(), place.get("password").toString())) {
      return work.on(connection);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void fill(List<Order> orders) {
    with(
        source,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute("delete from orders");
          }
        });
    put(orders);
  }

  @Override
  public void put(List<Order> orders) {
    with(
        source,
        connection -> {
          connection.setAutoCommit(false);
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "insert into orders values (?, ?, ?, ?, ?, ?, ?) on conflict (order_id) do update"
                      + " set amount = excluded.amount, note = excluded.note,"
                      + " updated_at = excluded.updated_at")) {
            for (Order order : orders) {
              statement.setLong(1, order.id());
              statement.setString(2, order.customer());
              statement.setBigDecimal(3, order.amount());
              statement.setObject(4, order.paid());
              statement.setString(5, order.note());
              statement.setObject(6, order.day());
              statement.setObject(7, order.updatedAt().atOffset(ZoneOffset.UTC));
              statement.addBatch();
            }
            statement.executeBatch();
          }
          connection.commit();
          return true;
        });
  }

  @Override
  public void delete(long id) {
    with(
        source,
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate("delete from orders where order_id = " + id);
          }
        });
  }

  @Override
  public List<Order> read(String table, boolean history) {
    return with(
        target,
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows =
                  statement.executeQuery(
                      "select order_id, customer, amount, paid, note, day, updated_at from "
                          + table
                          + (history ? " where is_current" : ""))) {
            List<Order> orders = new ArrayList<>();
            while (rows.next()) {
              orders.add(
                  new Order(
                      rows.getLong(1),
                      rows.getString(2),
                      rows.getBigDecimal(3),
                      rows.getObject(4, Boolean.class),
                      rows.getString(5),
                      rows.getObject(6, LocalDate.class),
                      rows.getObject(7, OffsetDateTime.class).toInstant()));
            }
            return orders;
          }
        });
  }

  @Override
  public long count(String table) {
    return with(
        target,
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getLong(1);
          }
        });
  }

  @Override
  public String target(String name) {
    return "landing." + name;
  }
}
