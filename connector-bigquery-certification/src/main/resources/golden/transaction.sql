BEGIN
BEGIN TRANSACTION;
INSERT INTO `acme-dwh.shop.orders` (`id`, `Total net`, `wide`, `any`, `big`, `paid`, `rate`, `name`, `image`, `day`, `clock`, `local`, `at`, `age`, `doc`, `ref`, `shape`, `during`, `tags`, `docs`, `counts`, `place`) SELECT `id`, `Total net`, `wide`, `any`, `big`, `paid`, `rate`, `name`, `image`, `day`, `clock`, `local`, `at`, `age`, `doc`, `ref`, `shape`, `during`, `tags`, `docs`, `counts`, `place` FROM (SELECT s.c0 AS `id`, s.c1 AS `Total net`, s.c2 AS `wide`, s.c3 AS `any`, s.c4 AS `big`, s.c5 AS `paid`, s.c6 AS `rate`, s.c7 AS `name`, s.c8 AS `image`, s.c9 AS `day`, s.c10 AS `clock`, s.c11 AS `local`, s.c12 AS `at`, CAST(s.c13 AS INTERVAL) AS `age`, PARSE_JSON(s.c14, wide_number_mode => 'exact') AS `doc`, s.c15 AS `ref`, ST_GEOGFROM(s.c16) AS `shape`, CAST(s.c17 AS RANGE<DATE>) AS `during`, s.c18 AS `tags`, ARRAY(SELECT PARSE_JSON(e0, wide_number_mode => 'exact') FROM UNNEST(s.c19) AS e0 WITH OFFSET AS o0 ORDER BY o0) AS `docs`, ARRAY(SELECT IF(e0 IS NULL, NULL, STRUCT(e0.f0 AS `key`, e0.f1 AS `value`)) FROM UNNEST(s.c20) AS e0 WITH OFFSET AS o0 ORDER BY o0) AS `counts`, IF(s.c21 IS NULL, NULL, STRUCT(s.c21.f0 AS `x y`, PARSE_JSON(s.c21.f1, wide_number_mode => 'exact') AS `doc`)) AS `place` FROM `acme-dwh.shop._dpone_s_0_1_0` AS s);
COMMIT TRANSACTION;
EXCEPTION WHEN ERROR THEN
ROLLBACK TRANSACTION;
RAISE USING MESSAGE = @@error.message;
END;
