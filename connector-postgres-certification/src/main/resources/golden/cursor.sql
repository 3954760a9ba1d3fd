SELECT EXISTS (SELECT FROM "sales"."Orders" WHERE (status <> 'draft'
) AND "updated_at" IS NULL);
SELECT max("updated_at")::text FROM "sales"."Orders" WHERE (status <> 'draft'
);
SELECT max("updated_at")::text FROM "sales"."Orders" WHERE (status <> 'draft'
) AND "updated_at" >= '2026-01-31 12:00:00+00'::timestamp with time zone;
SELECT left(md5(ROW("Order ""No""")::text), 16), count(*) FROM "sales"."Orders" WHERE (status <> 'draft'
) AND "updated_at" <= '2026-01-31 12:00:00+00'::timestamp with time zone AND pg_catalog.age(xmin) BETWEEN 0 AND pg_catalog.age('9000'::pg_catalog.xid) GROUP BY 1 LIMIT 5001;
SELECT max(pg_catalog.age(xmin)) FROM "sales"."Orders" WHERE pg_catalog.age(xmin) < 0;
SELECT (ctid::text::point)[0]::bigint / 4, sum(24 + coalesce(pg_catalog.pg_column_size("Order ""No"""), 0) + coalesce(pg_catalog.pg_column_size("select"), 0) + coalesce(pg_catalog.pg_column_size("updated_at"), 0))::bigint FROM "sales"."Orders" TABLESAMPLE SYSTEM (50.0) REPEATABLE (0) GROUP BY 1;
