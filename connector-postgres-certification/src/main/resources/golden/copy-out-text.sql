COPY (SELECT "Order ""No""", "select", "updated_at" FROM "sales"."Orders" WHERE ctid >= '(0,0)'::tid AND ctid < '(128,0)'::tid AND (status <> 'draft'
)) TO STDOUT (FORMAT text);
COPY (SELECT "Order ""No""", "select", "updated_at" FROM "sales"."Orders" WHERE ctid >= '(128,0)'::tid AND (status <> 'draft'
)) TO STDOUT (FORMAT text);
