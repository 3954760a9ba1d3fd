-- Every type of the server with its extremes, alone, in arrays, in domains and in rows.
CREATE EXTENSION hstore;
CREATE EXTENSION citext;
CREATE EXTENSION ltree;
CREATE EXTENSION cube;
CREATE EXTENSION isn;
CREATE TABLE numbers (i2 smallint, i4 int, i8 bigint, o oid, f4 real, f8 double precision, m money,
  n numeric, n10 numeric(10,2), n38 numeric(38,10), n1000 numeric(1000,500), neg numeric(5,-3), tiny numeric(2,6));
INSERT INTO numbers VALUES
  (-32768, -2147483648, -9223372036854775808, 0, '-0', '-0', '-92233720368547758.08', 'NaN', 'NaN', 'NaN', 'NaN', 'NaN', 'NaN'),
  (32767, 2147483647, 9223372036854775807, 4294967295, 'NaN', 'NaN', '92233720368547758.07', 'Infinity', 99999999.99, 9999999999999999999999999999.9999999999, 1e499, 99999000, 0.000099),
  (0, 0, 9007199254740993, 1, 'Infinity', '-Infinity', '0', '-Infinity', -0.01, -1e-10, -1e-500, -1000, -0.000001),
  (1, 1, 1, 2, 1e-45, 5e-324, '0.01', ('1' || repeat('0', 131071))::numeric, 0, 0, 0, 0, 0),
  (2, 2, 2, 3, 3.4028235e38, 1.7976931348623157e308, '-0.01', ('0.' || repeat('0', 16382) || '1')::numeric, 1.5, 1.5, 1.5, 12000, 0.00001),
  (3, 3, 3, 4, 0.1, 0.1, '1', (repeat('9', 131072) || '.' || repeat('9', 16383))::numeric, 100, 10000, 10000, 1500, NULL),
  (4, 4, 4, 5, 1.17549435e-38, 2.2250738585072014e-308, NULL, 0.00, 0.10, 0.1, 0.1, 500, NULL),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, -1.10000, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE texts (t text, v varchar, v5 varchar(5), c char, c5 char(5), n name, ci citext, ch "char", b bytea,
  x xml, j json, jb jsonb, jp jsonpath);
INSERT INTO texts VALUES
  ('', '', '', '', '', '', '', '', '', '', '{}', '{}', '$'),
  (' a ', ' a ', ' a ', ' ', ' a ', ' a ', ' A ', 'a', '\x00', '<a>ü</a>', ' {"b" : 1,  "a":[1.10, null], "b":2} ', '{"b":1.10,"a":[null,"\u00fc"]}', '$.a[*] ? (@ > 1)'),
  (E'\\\t\r\n\x01', 'ü€😀', 'ü€😀', 'ü', 'ü€😀', repeat('ü', 31), 'ÜÄ', '\377', '\xff00fe', '<?xml version="1.1" standalone="yes"?><r/>', '"\u0041\\"', '"\u0041\\"', 'strict $."$"."@" ? (@.type() == "x" && !(@ starts with "y"))'),
  (repeat('x', 300000), repeat('y', 9000), 'abcde', 'z', 'abcde', 'N', 'c', 'z', decode(repeat('ab', 100000), 'hex'), xmlcomment('c'), 'null', 'null', 'lax $'),
  (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '1e400', '123456789012345678901234567890.000000000000000000001', NULL);
CREATE TABLE times (d date, t time, t0 time(0), tz timetz, tz3 timetz(3), ts timestamp, ts0 timestamp(0), tt timestamptz,
  tt3 timestamptz(3), i interval, iy interval year to month, ids interval day to second(2), i0 interval(0), b bool, u uuid);
INSERT INTO times VALUES
  ('infinity', '24:00', '24:00', '24:00+15:59', '24:00-15:59', 'infinity', 'infinity', 'infinity', 'infinity', '178000000 years', '178000000 years', '1 day', '1 s', true, 'ffffffff-ffff-ffff-ffff-ffffffffffff'),
  ('-infinity', '00:00', '00:00', '00:00-15:59', '00:00+15:59:59', '-infinity', '-infinity', '-infinity', '-infinity', '-178000000 years', '-1 mon', '-1 day -0.01 s', '-1 s', false, '00000000-0000-0000-0000-000000000000'),
  ('4714-11-24 BC', '23:59:59.999999', '12:34:56', '01:02:03.4-08', '01:02:03.456+05:30', '4714-11-24 00:00:00 BC', '4713-01-01 BC', '4714-11-24 00:00:00+00 BC', '0001-01-01 00:00+00 BC', '1 year -2 mons +3 days -04:05:06.000007', '13 months', '25:00:00.12', '00:00:01', NULL, NULL),
  ('5874897-12-31', '00:00:00.000001', NULL, '12:00:00.000001+00', NULL, '294276-12-31 23:59:59.999999', '294276-12-31', '294276-12-31 23:59:59.999999+00', '294276-12-31 23:59:59.999+00', '-1 day +23:59:59.999999', NULL, NULL, NULL, NULL, NULL),
  ('0001-01-01', NULL, NULL, NULL, NULL, '10000-01-01', '1969-12-31 23:59:59', '2026-03-29 01:00:00+00', '2026-10-25 01:30:00+00', '0', '0', '0', '0', NULL, NULL),
  ('1969-12-31', NULL, NULL, NULL, NULL, '1999-12-31 23:59:59.999999', NULL, '1883-11-18 12:03:58-04:56:02', NULL, '2147483647 days 2562047788:00:54.775807', NULL, NULL, NULL, NULL, NULL);
DO $$ BEGIN
  IF current_setting('server_version_num')::int >= 170000 THEN
    INSERT INTO times (i, ids) VALUES ('infinity', 'infinity'), ('-infinity', '-infinity');
  END IF;
END $$;
CREATE TABLE others (b1 bit, b8 bit(8), vb varbit, vb9 varbit(9), ip inet, net cidr, m6 macaddr, m8 macaddr8, tv tsvector, tq tsquery,
  p point, l line, s lseg, bx box, pa path, po polygon, ci circle, lsn pg_lsn, sn txid_snapshot, psn pg_snapshot,
  x8 xid8, x xid, c cid, t tid, ov oidvector, iv int2vector, rc refcursor, acl aclitem);
INSERT INTO others VALUES
  (B'1', B'10101010', B'', B'101010101', '192.168.0.1/24', '10.0.0.0/8', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05', 'a:1A,2B fat:3 ''it''''s'':4', 'fat & (rat | !cat:*AB) <-> dog',
   '(1e-300,NaN)', '{1,2,3}', '[(1,2),(3,4)]', '((1,2),(3,4))', '[(0,0),(1,1)]', '((0,0),(1,1),(2,0))', '<(1,2),3>', 'FFFFFFFF/FFFFFFFF', '10:20:10,14', '10:20:10,14,15',
   '18446744073709551615', '4294967295', '4294967295', '(4294967294,65535)', '1 2 3', '1 -2 3', 'cursor', NULL),
  (B'0', B'00000000', B'1', B'', '::1', '2001:db8::/32', 'ff:ff:ff:ff:ff:ff', 'ff:ff:ff:ff:ff:ff:ff:ff', '', '', '(Infinity,-Infinity)', '{0,1,0}', '[(0,0),(0,0)]', '((0,0),(0,0))', '((0,0),(1,1))', '((0,0))', '<(0,0),0>', '0/0', '1:1:', '1:1:', '0', '0', '0', '(0,0)', '', '', '', NULL),
  (NULL, NULL, (repeat('10', 5000))::varbit, NULL, '1.2.3.4', '::/0', NULL, NULL, NULL, NULL, '(-0,0)', NULL, NULL, NULL, '[(0,0)]', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
DO $$ BEGIN
  EXECUTE format('UPDATE others SET acl = makeaclitem(%s, %s, ''SELECT'', false)', 10, 10);
END $$;
CREATE TABLE names (rc regclass, rp regproc, rpp regprocedure, ro regoper, ror regoperator, rt regtype, rn regnamespace,
  rcfg regconfig, rd regdictionary, rcol regcollation, rr regrole);
INSERT INTO names VALUES ('pg_class', 'pg_sleep', 'abs(int)', '||/', '+(int,int)', 'int[]', 'pg_catalog', 'english', 'simple', '"C"', 'pg_monitor'),
  (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE ranges (i4 int4range, i8 int8range, n numrange, ts tsrange, tz tstzrange, d daterange, mi4 int4multirange, mn nummultirange, mtz tstzmultirange, dm datemultirange);
INSERT INTO ranges VALUES ('[1,5)', '(,)', '[-Infinity,NaN]', '[-infinity,infinity]', '(2020-01-01,]', '[infinity,infinity]', '{[1,3),[7,9)}', '{}', '{(,2020-01-01)}', '{[2020-01-01,2020-02-01)}'),
  ('empty', 'empty', 'empty', '[2020-01-01,2020-01-01]', 'empty', 'empty', '{}', '{(,)}', '{}', '{}'), (NULL, NULL, '(1.10,1.1000]', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE extended (h hstore, lt ltree, lq lquery, cu cube, isb isbn13, ha hstore[], ca citext[], lta ltree[]);
INSERT INTO extended VALUES ('a=>1, "b c"=>NULL, ü=>"\"x"', 'Top.Science.Astronomy', 'Top.*{1,2}.!x@', '(1,2),(3,4)', '978-0-393-04002-9', ARRAY['a=>1'::hstore, NULL], '{A,b}', '{{a.b,c},{d,NULL}}'),
  ('', '', '*', '()', NULL, '{}', '{}', '{}'), (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
-- An array of everything: several dimensions, other lower bounds, nulls, nothing at all.
DO $$
DECLARE
  r record;
  made text := '';
  n int := 0;
BEGIN
  FOR r IN SELECT c.table_name, a.attname, format_type(a.atttypid, a.atttypmod) AS type, a.atttypid
      FROM information_schema.tables c JOIN pg_attribute a ON a.attrelid = c.table_name::regclass AND a.attnum > 0
      WHERE c.table_schema = 'public' AND c.table_name IN ('numbers', 'texts', 'times', 'others', 'names', 'ranges')
        AND EXISTS (SELECT FROM pg_type t WHERE t.oid = a.atttypid AND t.typarray <> 0 AND t.typname NOT LIKE '%vector' OR t.oid = a.atttypid AND t.typname = 'tsvector')
      ORDER BY 1, a.attnum LOOP
    n := n + 1;
    EXECUTE format('CREATE TABLE array_%s (id int PRIMARY KEY, a %s[])', n, r.type);
    EXECUTE format('INSERT INTO array_%s SELECT 1, array_agg(%I) FROM %I', n, r.attname, r.table_name);
    EXECUTE format('INSERT INTO array_%s VALUES (2, ''{}''), (3, NULL), (4, ''{NULL}'')', n);
    EXECUTE format('INSERT INTO array_%s SELECT 5, ARRAY[ARRAY[%I, NULL], ARRAY[NULL, %2$I]] FROM %I LIMIT 1', n, r.attname, r.table_name);
    EXECUTE format('INSERT INTO array_%s SELECT 6, array_fill((SELECT %I FROM %I LIMIT 1), ARRAY[2, 1], ARRAY[0, -5])', n, r.attname, r.table_name);
  END LOOP;
END $$;
CREATE DOMAIN whole AS int CHECK (VALUE > -1000000);
CREATE DOMAIN over_whole AS whole CHECK (VALUE <> 7);
CREATE DOMAIN grid AS int[][] CHECK (array_ndims(VALUE) = 2);
CREATE DOMAIN words AS text[];
CREATE DOMAIN document AS jsonb CHECK (jsonb_typeof(VALUE) = 'object');
CREATE DOMAIN cents AS numeric(20,2);
CREATE DOMAIN moment AS timestamptz(0);
CREATE TYPE everything AS (n numeric, f double precision, t text, b bytea, d date, tt timestamptz, i interval,
  j jsonb, u uuid, ip inet, r int4range, a int[], ta text[]);
CREATE TYPE nested AS (e everything, w over_whole, es everything[], g grid);
CREATE TABLE made (id int PRIMARY KEY, w whole, ow over_whole, g grid, ws words, doc document, c cents, m moment,
  e everything, es everything[], n nested, ns nested[], wa whole[], oa over_whole[], da document[], ma moment[]);
INSERT INTO made VALUES
  (1, 1, 2, '{{1,2},{3,4}}', '[3:4]={a,NULL}', '{"a":1}', 1.10, '2020-01-01 00:00:00.6+00', ROW('NaN', '-0', '(,)"\', '\x00ff', '-infinity', 'infinity', '1 mon -1 day', '{"a":[1]}', '00000000-0000-0000-0000-000000000001', '::1/64', '[1,9)', '{{1},{2}}', '{NULL,"",x}'),
   ARRAY[NULL, ROW(1.50, 1e-300, '', '', 'infinity', '2020-01-01', '0', 'null', NULL, NULL, 'empty', '{}', NULL)::everything],
   ROW(NULL, 5, ARRAY[ROW(NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL)::everything], '{{9}}'),
   ARRAY[ROW(NULL, 5, NULL, '{{9}}')::nested], '{1,NULL}', '[2:2]={5}', ARRAY['{"a":1}'::jsonb]::document[], '{2020-01-01,infinity}'),
  (2, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL);
CREATE TABLE deep (id int PRIMARY KEY, j jsonb, js json);
INSERT INTO deep VALUES (1, (repeat('[', 5000) || repeat(']', 5000))::jsonb, (repeat('{"a":', 5000) || '1' || repeat('}', 5000))::json);
