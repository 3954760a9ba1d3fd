CREATE UNLOGGED TABLE "dpone_stage"."s_2d67349822023440_0_g7" ("id" bigint, "Total ""net""" text, "peer" text);
COMMENT ON TABLE "dpone_stage"."s_2d67349822023440_0_g7" IS 'dpone stage of orders_to_landing/main, load 00000000000000000000000000000000';
COPY "dpone_stage"."s_2d67349822023440_0_g7" ("id", "Total ""net""", "peer") FROM STDIN (FORMAT binary);
SELECT count(*), count(*) FILTER (WHERE "id" IS NULL), 0 FROM "dpone_stage"."s_2d67349822023440_0_g7";
SELECT concat_ws(', ', "id"::text), count(*) FROM "dpone_stage"."s_2d67349822023440_0_g7" GROUP BY "id" HAVING count(*) > 1 LIMIT 1;
BEGIN;
LOCK TABLE "landing"."Orders" IN SHARE ROW EXCLUSIVE MODE;
SELECT 'a staged row is no longer under strategy.where' FROM (SELECT s."id" AS "id", s."Total ""net""" AS "Total ""net""", CAST(s."peer" AS inet) AS "peer" FROM "dpone_stage"."s_2d67349822023440_0_g7" AS s) AS "Orders" WHERE (id > 7
) IS NOT TRUE LIMIT 1;
DELETE FROM "landing"."Orders" WHERE (id > 7
);
INSERT INTO "landing"."Orders" AS t ("id", "Total ""net""", "peer") SELECT s."id", s."Total ""net""", CAST(s."peer" AS inet) FROM "dpone_stage"."s_2d67349822023440_0_g7" AS s;
DROP TABLE IF EXISTS "dpone_stage"."s_2d67349822023440_0_g7", "dpone_stage"."s_2d67349822023440_0_g7n";
COMMIT;
