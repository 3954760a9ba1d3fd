COPY (SELECT "n" FROM (SELECT 1 AS n -- one
) AS q) TO STDOUT (FORMAT binary);
