package dpone.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dpone.acceptance.Postgres.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A shop whose changes are followed.
 *
 * @param folder where manifests are kept
 * @param source the shop
 * @param target its copy, and the state
 */
record ChangeShop(Path folder, Database source, Database target) {
  static final List<String> TABLES = List.of("orders", "items");

  /** The variable with the password of the source; PG_PASSWORD has that of the target. */
  static final String PASSWORD = "SHOP_PASSWORD";

  /** A shop with some orders. */
  static ChangeShop open(Path folder, Database source, Database target) {
    source.execute(
        "create table orders (id bigint primary key, customer text not null, note text,"
            + " amount numeric(12,2))",
        // Kept out of line, so that an update that leaves it alone does not carry it.
        "alter table orders alter note set storage external",
        "create table items (order_id bigint, n int, sku text, primary key (order_id, n))",
        "insert into orders select i, 'customer ' || i, repeat('n' || i, 900), i * 1.25"
            + " from generate_series(1, 500) i",
        "insert into items select i, n, 'sku ' || n from generate_series(1, 500) i,"
            + " generate_series(1, 3) n");
    return new ChangeShop(folder, source, target);
  }

  /** Slots of a database that is not looked after keep the log of the whole server. */
  void close() {
    source.execute(
        "select pg_drop_replication_slot(slot_name) from pg_replication_slots"
            + " where database = current_database() and not active");
  }

  Path manifest(List<String> tables, String more) throws IOException {
    StringBuilder streams = new StringBuilder();
    tables.forEach(table -> streams.append("    - name: public.").append(table).append('\n'));
    return Files.writeString(
        folder.resolve("shop.yaml"),
        """
        name: shop
        source:
          type: postgres
          connection: %s
          streams:
        %ssink:
          type: postgres
          connection: %s
          table: landing.{stream}
          strategy: { mode: cdc_apply }
        state: { type: postgres, connection: %s }
        runtime: { parallelism: 2, memory: 4MB%s }
        """
            .formatted(source.yaml(PASSWORD), streams, target.yaml(), target.yaml(), more));
  }

  /** Every kind of change. */
  void change() {
    source.execute(
        "update orders set amount = amount + 1 where id <= 40",
        "update orders set note = 'changed' where id between 30 and 50",
        "begin; update orders set id = id + 10000 where id between 60 and 70;"
            + " insert into orders values (60, 'again', null, 1); commit",
        "begin; delete from orders where id between 80 and 90; rollback",
        "delete from items where order_id between 100 and 120",
        "begin; savepoint a; update items set sku = 'gone' where order_id = 1; rollback to a;"
            + " update items set sku = 'kept' where order_id = 2; commit",
        "insert into items values (1000, 1, 'new')");
  }

  void assertEqual(List<String> tables) {
    for (String table : tables) {
      assertThat(target.checksum("landing." + table)).as(table).isEqualTo(source.checksum(table));
    }
  }
}
