EXEC sys.sp_rename @objname = N'[sales].[Order ]]Items]', @newname = N's89f4cc1a02d1321e937fe33947e9bccf_7_0_old', @objtype = N'OBJECT';
ALTER SCHEMA [sales] TRANSFER [dpone_stage].[s89f4cc1a02d1321e937fe33947e9bccf_7_0];
EXEC sys.sp_rename @objname = N'[sales].[s89f4cc1a02d1321e937fe33947e9bccf_7_0]', @newname = N'Order ]Items', @objtype = N'OBJECT';
DROP TABLE [sales].[s89f4cc1a02d1321e937fe33947e9bccf_7_0_old];
