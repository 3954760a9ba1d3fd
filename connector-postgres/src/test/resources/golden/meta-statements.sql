INSERT INTO "dpone_meta".fence AS f (pipeline, scope, generation) VALUES (?, ?, ?) ON CONFLICT (pipeline, scope) DO UPDATE SET generation = greatest(f.generation, excluded.generation) RETURNING generation;
SELECT generation FROM "dpone_meta".fence WHERE pipeline = ? AND scope = ? FOR UPDATE;
SELECT detail FROM "dpone_meta".loads WHERE load_id = ?;
INSERT INTO "dpone_meta".loads (load_id, pipeline, scope, generation, rows, detail) VALUES (?, ?, ?, ?, ?, ?);
