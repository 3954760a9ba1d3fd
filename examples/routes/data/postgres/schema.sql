CREATE TABLE orders (
  order_id   bigint PRIMARY KEY,
  customer   text NOT NULL,
  amount     numeric(12, 2) NOT NULL,
  paid       boolean,
  note       text,
  day        date NOT NULL,
  updated_at timestamptz(3) NOT NULL
);
