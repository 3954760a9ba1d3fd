TRUNCATE TABLE [sales].[Order ]]Items];
SET IDENTITY_INSERT [sales].[Order ]]Items] ON; INSERT INTO [sales].[Order ]]Items] WITH (TABLOCK) ([id], [name], [day]) SELECT s.[id], s.[name], s.[day] FROM [dpone_stage].[s89f4cc1a02d1321e937fe33947e9bccf_7_0] AS s; SET IDENTITY_INSERT [sales].[Order ]]Items] OFF;
