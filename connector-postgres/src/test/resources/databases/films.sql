-- A film rental: domains, enums, full text, inheritance, partitions of partitions.
CREATE TYPE mpaa AS ENUM ('G', 'PG', 'PG-13', 'R', 'NC-17');
CREATE DOMAIN year AS int CHECK (VALUE >= 1901 AND VALUE <= 2155);
CREATE DOMAIN years AS year[] CHECK (array_ndims(VALUE) < 3);
CREATE DOMAIN tag AS text COLLATE "C" CHECK (length(VALUE) < 20) CHECK (VALUE <> '');
CREATE TYPE money_span AS RANGE (subtype = numeric);
CREATE TYPE cast_member AS (actor int, role tag, billing smallint);
CREATE TABLE actor (actor_id serial PRIMARY KEY, first_name varchar(45), last_name varchar(45) NOT NULL,
  last_update timestamptz DEFAULT '2026-01-01');
INSERT INTO actor (first_name, last_name) SELECT 'F' || i, 'L' || i FROM generate_series(1, 200) i;
CREATE TABLE film (
  film_id serial PRIMARY KEY, title varchar(255) NOT NULL, description text, release_year year,
  rereleased years, rental_rate numeric(4,2) DEFAULT 4.99, length smallint, rating mpaa DEFAULT 'G',
  ratings mpaa[], special_features text[], fulltext tsvector, asked tsquery, tags tag[],
  cast_of cast_member[], cost money_span, costs money_span_multirange, matrix int[][]);
INSERT INTO film (title, description, release_year, rereleased, length, rating, ratings,
    special_features, fulltext, asked, tags, cast_of, cost, costs, matrix)
  SELECT 'Film ' || i, CASE i % 5 WHEN 0 THEN NULL ELSE repeat('Ein Satz. ', i) END, 1901 + i % 100,
    CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN '{}' ELSE '[5:6]={1950,1960}' END::years,
    i % 300, (enum_range(NULL::mpaa))[1 + i % 5], CASE i % 2 WHEN 0 THEN '{{G,R},{NULL,PG}}' END::mpaa[],
    CASE i % 4 WHEN 0 THEN '{}' ELSE '{Trailers,"Deleted Scenes",NULL}' END::text[],
    to_tsvector('english', 'a film of love number ' || i), 'love & !war:*A'::tsquery,
    ARRAY['t' || i]::tag[],
    ARRAY[ROW(i, 'the "lead"', 1)::cast_member, NULL, ROW(NULL, NULL, NULL)::cast_member],
    money_span(i, CASE i % 2 WHEN 0 THEN NULL ELSE i + 0.5 END, '[]'),
    money_span_multirange(money_span(1, 2), money_span(i + 3, i + 4)),
    CASE i % 3 WHEN 0 THEN '{{1,2},{3,NULL}}' WHEN 1 THEN '[-1:0]={7,8}' ELSE '{}' END::int[]
  FROM generate_series(1, 1000) i;
CREATE TABLE staff (staff_id int PRIMARY KEY, name text, picture bytea, active bool);
INSERT INTO staff SELECT i, 's' || i,
    CASE i % 3 WHEN 0 THEN NULL WHEN 1 THEN '' ELSE decode(repeat('00ff8089504e470d0a', 5000), 'hex') END,
    CASE i % 3 WHEN 0 THEN NULL ELSE i % 2 = 0 END
  FROM generate_series(1, 20) i;
CREATE TABLE payment (payment_id int, customer int, amount numeric(7,2), paid timestamptz NOT NULL,
  country text NOT NULL) PARTITION BY RANGE (paid);
CREATE TABLE payment_2025 PARTITION OF payment FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')
  PARTITION BY LIST (country);
CREATE TABLE payment_2025_de PARTITION OF payment_2025 FOR VALUES IN ('de');
CREATE TABLE payment_2025_rest PARTITION OF payment_2025 DEFAULT PARTITION BY HASH (customer);
CREATE TABLE payment_2025_h0 PARTITION OF payment_2025_rest FOR VALUES WITH (MODULUS 2, REMAINDER 0);
CREATE TABLE payment_2025_h1 PARTITION OF payment_2025_rest FOR VALUES WITH (MODULUS 2, REMAINDER 1);
CREATE TABLE payment_rest (country text NOT NULL, dropped int, paid timestamptz NOT NULL,
  amount numeric(7,2), customer int, payment_id int);
ALTER TABLE payment_rest DROP COLUMN dropped;
ALTER TABLE payment ATTACH PARTITION payment_rest DEFAULT;
INSERT INTO payment SELECT i, i % 77, i / 3.0, timestamptz '2024-12-30' + i * interval '3 hours',
    (ARRAY['de', 'fr', 'it'])[1 + i % 3] FROM generate_series(1, 4000) i;
CREATE TABLE person (id int PRIMARY KEY, name text);
CREATE TABLE customer (since date, level mpaa) INHERITS (person);
CREATE TABLE vip (perks text[]) INHERITS (customer);
INSERT INTO person SELECT i, 'p' || i FROM generate_series(1, 10) i;
INSERT INTO customer SELECT i, 'c' || i, '2020-01-01', 'R' FROM generate_series(11, 20) i;
INSERT INTO vip SELECT i, 'v' || i, NULL, 'PG-13', '{wine}' FROM generate_series(21, 25) i;
CREATE VIEW film_list AS SELECT film_id, upper(title) AS title, rating, cast_of FROM film;
CREATE VIEW labels AS SELECT unnest(enum_range(NULL::mpaa)) AS rating, row_number() OVER () AS n;
CREATE MATERIALIZED VIEW per_rating AS SELECT rating, count(*), avg(length) AS mean FROM film GROUP BY 1;
CREATE MATERIALIZED VIEW never_filled AS SELECT * FROM film WITH NO DATA;
REFRESH MATERIALIZED VIEW never_filled;
