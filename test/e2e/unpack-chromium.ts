/** Unpacks the package's Chromium into the folder that the environment names as the temporary one. */
import chromium from '@sparticuz/chromium'

await chromium.executablePath()
