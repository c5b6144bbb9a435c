/** The front door of the web host: Sluice in a browser, on this computer only. */
export { openWebHost, type WebHost, type WebHostOptions } from './host.ts'
