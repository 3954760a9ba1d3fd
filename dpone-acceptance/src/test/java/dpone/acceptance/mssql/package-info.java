/** What a pipeline does when SQL Server fails, against a stand-in that fails as it is told. */
package dpone.acceptance.mssql;
