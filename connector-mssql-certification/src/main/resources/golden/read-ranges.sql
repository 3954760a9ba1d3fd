SELECT CONVERT(nvarchar(40), create_date, 126) FROM sys.databases WHERE name = ? AND source_database_id = DB_ID();
SELECT c.name FROM [shop_at_night].sys.index_columns AS k JOIN [shop_at_night].sys.columns AS c ON c.object_id = k.object_id AND c.column_id = k.column_id JOIN [shop_at_night].sys.indexes AS i ON i.object_id = k.object_id AND i.index_id = k.index_id WHERE k.object_id = OBJECT_ID(?) AND i.type = 1 AND k.key_ordinal = 1 AND c.is_nullable = 0;
SELECT CONVERT(nvarchar(60), CAST(h.range_high_key AS int)), h.range_rows + h.equal_rows FROM sys.dm_db_stats_histogram(OBJECT_ID(?), 1) AS h ORDER BY h.step_number;
SELECT CONVERT(nvarchar(60), CAST(h.range_high_key AS datetime2(3)), 121), h.range_rows + h.equal_rows FROM sys.dm_db_stats_histogram(OBJECT_ID(?), 1) AS h ORDER BY h.step_number;
SELECT CONVERT(nvarchar(60), MIN([id])), CONVERT(nvarchar(60), MAX([id])) FROM [shop_at_night].[sales].[Order ]]Items];
SELECT [id] FROM [shop_at_night].[sales].[Order ]]Items] WHERE [id] < -7;
SELECT [id] FROM [shop_at_night].[sales].[Order ]]Items] WHERE [id] >= -7 AND [id] < 1000;
SELECT [id] FROM [shop_at_night].[sales].[Order ]]Items] WHERE [id] >= 1000;
SELECT [id] FROM [shop_at_night].[sales].[Order ]]Items] WHERE (id > 0
) AND [day] < CONVERT(date, N'2026-01-01', 121);
SELECT [id] FROM [shop_at_night].[sales].[Order ]]Items] WHERE (id > 0
) AND [day] >= CONVERT(date, N'2026-01-01', 121) AND [day] < CONVERT(date, N'2026-02-01', 121);
SELECT [id] FROM [shop_at_night].[sales].[Order ]]Items] WHERE (id > 0
) AND [day] >= CONVERT(date, N'2026-02-01', 121);
