SELECT COUNT_BIG(*) FROM [dpone_stage].[s89f4cc1a02d1321e937fe33947e9bccf_7_0] WHERE CASE WHEN (day >= '2026-01-01' -- this year
) THEN 1 ELSE 0 END = 0;
DELETE FROM [sales].[Order ]]Items] WITH (UPDLOCK, HOLDLOCK) WHERE (day >= '2026-01-01' -- this year
);
SET IDENTITY_INSERT [sales].[Order ]]Items] ON; INSERT INTO [sales].[Order ]]Items] ([id], [name], [day]) SELECT s.[id], s.[name], s.[day] FROM [dpone_stage].[s89f4cc1a02d1321e937fe33947e9bccf_7_0] AS s; SET IDENTITY_INSERT [sales].[Order ]]Items] OFF;
