COPY (SELECT "Order ""No""", "select", "updated_at" FROM "sales"."Orders" WHERE (status <> 'draft'
) AND "updated_at" > '2026-01-31 12:00:00+00'::timestamp with time zone) TO STDOUT (FORMAT binary);
COPY (SELECT "Order ""No""", "select", "updated_at" FROM (SELECT *, left(md5(ROW("Order ""No""")::text), 16) AS "dpone row", row_number() OVER (PARTITION BY left(md5(ROW("Order ""No""")::text), 16)) AS "dpone number" FROM "sales"."Orders" WHERE (status <> 'draft'
) AND "updated_at" = '2026-01-31 12:00:00+00'::timestamp with time zone) AS ties LEFT JOIN (VALUES ('0123456789abcdef', 1), ('fedcba9876543210', 2)) AS seen("dpone seen", "dpone times") ON "dpone seen" = "dpone row" WHERE "dpone number" > coalesce("dpone times", 0)) TO STDOUT (FORMAT binary);
