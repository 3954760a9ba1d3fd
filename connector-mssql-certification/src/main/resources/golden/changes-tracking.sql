SELECT object_id, begin_version FROM sys.change_tracking_tables WHERE object_id = OBJECT_ID(?);
SELECT CHANGE_TRACKING_CURRENT_VERSION();
SELECT CHANGE_TRACKING_MIN_VALID_VERSION(OBJECT_ID(?));
SELECT c.SYS_CHANGE_VERSION, CASE WHEN c.SYS_CHANGE_OPERATION = 'D' OR t.[id] IS NULL THEN 'D' ELSE c.SYS_CHANGE_OPERATION END, c.[id], t.[name]
FROM CHANGETABLE(CHANGES [sales].[Order ]]Items], ?) AS c
LEFT JOIN [sales].[Order ]]Items] AS t ON t.[id] = c.[id]
WHERE c.SYS_CHANGE_VERSION <= ?
ORDER BY c.SYS_CHANGE_VERSION;
SELECT retention_period, retention_period_units_desc, is_auto_cleanup_on
FROM sys.change_tracking_databases WHERE database_id = DB_ID();
