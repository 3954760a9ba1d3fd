SELECT EXISTS (SELECT FROM "sales"."Orders" WHERE (status <> 'draft'
) AND "updated_at" IS NULL);
SELECT max("updated_at")::text FROM "sales"."Orders" WHERE (status <> 'draft'
);
SELECT max("updated_at")::text FROM "sales"."Orders" WHERE (status <> 'draft'
) AND "updated_at" >= '2026-01-31 12:00:00+00'::timestamp with time zone;
SELECT left(md5(ROW("Order ""No""")::text), 16), count(*) FROM "sales"."Orders" WHERE (status <> 'draft'
) AND "updated_at" = '2026-01-31 12:00:00+00'::timestamp with time zone GROUP BY 1 LIMIT 5001;
