/** Every system to every system, looked at by clients that share nothing with the connectors. */
package dpone.acceptance.routes;
