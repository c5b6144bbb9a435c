/** The server: takes signed bundles, runs them live, and answers the operations API. */
export { runServer } from './run-server.ts'
export { type RunningServer, type ServerOptions, startServer } from './start-server.ts'
