-- Populated places of the GeoNames gazetteer; see SOURCE.md for where each column comes from.
CREATE TABLE cities (
  geonameid         bigint PRIMARY KEY,
  name              text NOT NULL,
  ascii_name        text NOT NULL,
  other_script_name text,
  latitude          numeric(9, 5) NOT NULL CHECK (latitude BETWEEN -90 AND 90),
  longitude         numeric(9, 5) NOT NULL CHECK (longitude BETWEEN -180 AND 180),
  feature_code      text NOT NULL,
  country_code      char(2) NOT NULL,
  admin1_code       text,
  admin2_code       text,
  population        bigint NOT NULL,
  elevation         integer,
  elevation_model   integer,
  timezone          text NOT NULL,
  modified          date NOT NULL
);

COMMENT ON COLUMN cities.other_script_name IS 'the first alternate name in a script other than Latin';
COMMENT ON COLUMN cities.elevation IS 'metres above sea level, as surveyed';
COMMENT ON COLUMN cities.elevation_model IS 'metres above sea level, from a digital elevation model';
COMMENT ON COLUMN cities.modified IS 'day of the last change in GeoNames';
