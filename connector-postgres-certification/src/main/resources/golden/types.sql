CREATE TYPE shop."Mood" AS ENUM ('it''s',  E'back\\slash');
CREATE DOMAIN shop.email AS text COLLATE pg_catalog."C" NOT NULL CONSTRAINT "has at" CHECK ((VALUE ~~ '%@%'::text));
ALTER DOMAIN shop.email ADD CONSTRAINT "short" CHECK ((length(VALUE) < 99)) NOT VALID;
CREATE TYPE shop.address AS ("the ""street""" text COLLATE pg_catalog."C", "mail" shop.email);
CREATE TYPE shop.speeds AS RANGE (SUBTYPE = double precision, SUBTYPE_DIFF = float8mi, MULTIRANGE_TYPE_NAME = shop.speeds_multi);
