SELECT CASE WHEN is_cdc_enabled = 1 THEN 1 ELSE 0 END FROM sys.databases WHERE database_id = DB_ID();
SELECT c.capture_instance, c.source_object_id, c.start_lsn, k.column_name, c.object_id
FROM cdc.change_tables AS c JOIN cdc.captured_columns AS k ON k.object_id = c.object_id
WHERE c.source_object_id = OBJECT_ID(?)
ORDER BY c.create_date, c.capture_instance, k.column_ordinal;
SELECT sys.fn_cdc_get_max_lsn();
SELECT sys.fn_cdc_get_min_lsn(?);
SELECT __$start_lsn, __$seqval, __$operation, __$update_mask, [id], [name]
FROM cdc.[fn_cdc_get_all_changes_sales_Order ]]Items](?, ?, N'all update old')
WHERE __$start_lsn > ? OR (__$start_lsn = ? AND (__$seqval > ? OR (__$seqval = ? AND __$operation > ?)))
ORDER BY __$start_lsn, __$seqval, __$operation;
SELECT (SELECT MAX(retention) FROM msdb.dbo.cdc_jobs WHERE database_id = DB_ID() AND job_type = N'cleanup'),
  (SELECT TOP (1) latency FROM sys.dm_cdc_log_scan_sessions ORDER BY session_id DESC),
  (SELECT TOP (1) error_message FROM sys.dm_cdc_errors WHERE entry_time > DATEADD(hour, -1, GETDATE()) ORDER BY entry_time DESC),
  DATEDIFF_BIG(second, sys.fn_cdc_map_lsn_to_time(?), GETDATE());
