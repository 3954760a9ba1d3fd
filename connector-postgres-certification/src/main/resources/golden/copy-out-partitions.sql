COPY (SELECT "Order ""No""", "select", "updated_at" FROM ONLY "sales"."Orders 2025" AS "Orders" WHERE ctid >= '(0,0)'::tid AND ctid < '(177,0)'::tid AND (status <> 'draft'
)) TO STDOUT (FORMAT binary);
COPY (SELECT "Order ""No""", "select", "updated_at" FROM ONLY "sales"."Orders 2025" AS "Orders" WHERE ctid >= '(177,0)'::tid AND ctid < '(310,0)'::tid AND (status <> 'draft'
)) TO STDOUT (FORMAT binary);
COPY (SELECT "Order ""No""", "select", "updated_at" FROM ONLY "sales"."Orders 2025" AS "Orders" WHERE ctid >= '(310,0)'::tid AND ctid < '(438,0)'::tid AND (status <> 'draft'
)) TO STDOUT (FORMAT binary);
COPY (SELECT "Order ""No""", "select", "updated_at" FROM ONLY "sales"."Orders 2025" AS "Orders" WHERE ctid >= '(438,0)'::tid AND ctid < '(566,0)'::tid AND (status <> 'draft'
)) TO STDOUT (FORMAT binary);
COPY (SELECT "Order ""No""", "select", "updated_at" FROM ONLY "sales"."Orders 2025" AS "Orders" WHERE ctid >= '(566,0)'::tid AND (status <> 'draft'
) UNION ALL SELECT "Order ""No""", "select", "updated_at" FROM ONLY "sales"."Orders 2026" AS "Orders" WHERE (status <> 'draft'
) UNION ALL SELECT "Order ""No""", "select", "updated_at" FROM ONLY "sales"."last" AS "Orders" WHERE (status <> 'draft'
)) TO STDOUT (FORMAT binary);
