SELECT COUNT_BIG(*) FROM [Sales DB].[sales].[Order ]]Items] WHERE (id > 0 -- all
) AND [id] IS NULL;
