-- The two roles of the portal (ADR 0006), run by the superuser: on an embedded cluster at each start, in a container once.
-- The owner changes tables. The application reads and writes rows, and that is all it may do.
-- Idempotent; takes OWNER_PASSWORD and APP_PASSWORD from the environment.
\set ON_ERROR_STOP on
\getenv owner_password OWNER_PASSWORD
\getenv app_password APP_PASSWORD
SET client_min_messages = warning;

SELECT format('CREATE ROLE %I', role)
FROM unnest(ARRAY['soc_owner', 'soc_app']) AS role
WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role) \gexec
ALTER ROLE soc_owner LOGIN NOSUPERUSER NOCREATEROLE NOBYPASSRLS PASSWORD :'owner_password';
ALTER ROLE soc_app LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD :'app_password';

-- A statement, a wait or a forgotten transaction of the portal holds up others so long and no longer.
ALTER ROLE soc_app SET statement_timeout = '30s';
ALTER ROLE soc_app SET lock_timeout = '5s';
ALTER ROLE soc_app SET idle_in_transaction_session_timeout = '60s';
-- No trigger is ignored. Each asks; where nothing is set, the question fails and is caught, row by row.
ALTER ROLE soc_app SET pgtrigger.ignore = '{}';

-- Default privileges belong to a database: set in template1 they hold in every database made from it.
\connect template1
SET client_min_messages = warning;
GRANT USAGE ON SCHEMA public TO soc_app;
ALTER DEFAULT PRIVILEGES FOR ROLE soc_owner IN SCHEMA public
    GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO soc_app;
ALTER DEFAULT PRIVILEGES FOR ROLE soc_owner IN SCHEMA public
    GRANT USAGE, SELECT ON SEQUENCES TO soc_app;

SELECT 'CREATE DATABASE soc OWNER soc_owner'
WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = 'soc') \gexec
REVOKE ALL ON DATABASE soc FROM PUBLIC;
-- Extracts are judged in temporary tables.
GRANT CONNECT, TEMPORARY ON DATABASE soc TO soc_app;
