SELECT TOP (1) 1 FROM [Sales DB].[sales].[Order ]]Items] WITH (TABLOCK, HOLDLOCK);
SELECT TOP (1) 1 FROM [Sales DB].[sales].[Order ]]Items];
SELECT log_end_lsn FROM sys.dm_db_log_stats(DB_ID());
SELECT CHANGE_TRACKING_CURRENT_VERSION();
