CREATE UNLOGGED TABLE "dpone_stage"."s_2d67349822023440_0_g7" ("id" bigint, "Total ""net""" text, "peer" text);
COMMENT ON TABLE "dpone_stage"."s_2d67349822023440_0_g7" IS 'dpone stage of orders_to_landing/main, load 00000000000000000000000000000000';
COPY "dpone_stage"."s_2d67349822023440_0_g7" ("id", "Total ""net""", "peer") FROM STDIN (FORMAT binary);
SELECT count(*), count(*) FILTER (WHERE "id" IS NULL), 0 FROM "dpone_stage"."s_2d67349822023440_0_g7";
SELECT concat_ws(', ', "id"::text), count(*) FROM "dpone_stage"."s_2d67349822023440_0_g7" GROUP BY "id" HAVING count(*) > 1 LIMIT 1;
BEGIN;
WITH merged AS (INSERT INTO "landing"."Orders" AS t ("id", "Total ""net""", "peer") SELECT s."id", s."Total ""net""", CAST(s."peer" AS inet) FROM "dpone_stage"."s_2d67349822023440_0_g7" AS s ORDER BY s."id" ON CONFLICT ("id") DO UPDATE SET "Total ""net""" = excluded."Total ""net""", "peer" = excluded."peer" WHERE ROW(t."Total ""net""", t."peer")::record *<> ROW(excluded."Total ""net""", excluded."peer")::record RETURNING (old."id" IS NULL) AS added) SELECT count(*) FILTER (WHERE added), count(*) FILTER (WHERE NOT added) FROM merged;
DROP TABLE IF EXISTS "dpone_stage"."s_2d67349822023440_0_g7", "dpone_stage"."s_2d67349822023440_0_g7n";
COMMIT;
