COPY (SELECT "Order ""No""", "select", "updated_at" FROM "sales"."Orders" WHERE (status <> 'draft'
) AND "updated_at" >= '2026-01-31 12:00:00+00'::timestamp with time zone) TO STDOUT (FORMAT binary);
