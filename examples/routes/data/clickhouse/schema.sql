CREATE TABLE orders (
  order_id   Int64,
  customer   String,
  amount     Decimal(12, 2),
  paid       Nullable(Bool),
  note       Nullable(String),
  day        Date32,
  updated_at DateTime64(3, 'UTC')
) ENGINE = MergeTree ORDER BY order_id;
