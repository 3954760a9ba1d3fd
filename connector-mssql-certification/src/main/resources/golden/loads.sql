CREATE TABLE [dpone_meta].[fence] (pipeline nvarchar(220) COLLATE Latin1_General_100_BIN2 NOT NULL, scope nvarchar(220) COLLATE Latin1_General_100_BIN2 NOT NULL, generation bigint NOT NULL, PRIMARY KEY CLUSTERED (pipeline, scope));
CREATE TABLE [dpone_meta].[loads] (load_id nvarchar(100) COLLATE Latin1_General_100_BIN2 PRIMARY KEY, pipeline nvarchar(220) COLLATE Latin1_General_100_BIN2 NOT NULL, scope nvarchar(220) COLLATE Latin1_General_100_BIN2 NOT NULL, generation bigint NOT NULL, [rows] bigint NOT NULL, detail nvarchar(max) NOT NULL, committed_at datetime2(7) NOT NULL DEFAULT SYSUTCDATETIME());
UPDATE [dpone_meta].[fence] SET generation = CASE WHEN generation > ? THEN generation ELSE ? END OUTPUT inserted.generation WHERE pipeline = ? AND scope = ?;
INSERT INTO [dpone_meta].[fence] (pipeline, scope, generation) VALUES (?, ?, ?);
SELECT generation FROM [dpone_meta].[fence] WHERE pipeline = ? AND scope = ?;
SELECT generation FROM [dpone_meta].[fence] WITH (UPDLOCK, HOLDLOCK) WHERE pipeline = ? AND scope = ?;
SELECT detail FROM [dpone_meta].[loads] WHERE load_id = ?;
INSERT INTO [dpone_meta].[loads] (load_id, pipeline, scope, generation, [rows], detail) VALUES (?, ?, ?, ?, ?, ?);
