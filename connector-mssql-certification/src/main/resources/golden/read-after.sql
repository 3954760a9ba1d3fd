SELECT [id], CONVERT(nvarchar(60), [id]) FROM [Sales DB].[sales].[Order ]]Items] WHERE [id] > CAST(? AS int) ORDER BY [id];
