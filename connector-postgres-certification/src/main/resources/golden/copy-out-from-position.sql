COPY (SELECT "Order ""No""", "select", "updated_at" FROM "sales"."Orders" WHERE (status <> 'draft'
) AND "updated_at" >= '2026-01-31 12:00:00+00'::timestamp with time zone) TO STDOUT (FORMAT binary);
COPY (SELECT "Order ""No""", "select", "updated_at" FROM "sales"."Orders" WHERE ctid >= '(0,0)'::tid AND ctid < '(128,0)'::tid AND (status <> 'draft'
) AND "updated_at" < '2026-01-31 12:00:00+00'::timestamp with time zone AND pg_catalog.age(xmin) BETWEEN 0 AND pg_catalog.age('5000'::pg_catalog.xid)) TO STDOUT (FORMAT binary);
COPY (SELECT "Order ""No""", "select", "updated_at" FROM "sales"."Orders" WHERE ctid >= '(128,0)'::tid AND (status <> 'draft'
) AND "updated_at" < '2026-01-31 12:00:00+00'::timestamp with time zone AND pg_catalog.age(xmin) BETWEEN 0 AND pg_catalog.age('5000'::pg_catalog.xid)) TO STDOUT (FORMAT binary);
