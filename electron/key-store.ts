/** Main's side of the operating system's key store: Keychain, DPAPI, or the secret service of the desktop. */
import { safeStorage } from 'electron'

/** Undefined where there is no key store, or what was protected does not open here. */
export function askKeyStore(does: 'protect' | 'reveal', text: string): string | undefined {
  if (!isThere()) return undefined
  try {
    return does === 'protect'
      ? safeStorage.encryptString(text).toString('base64')
      : safeStorage.decryptString(Buffer.from(text, 'base64'))
  } catch {
    return undefined
  }
}

/** On Linux without a secret service Electron would only hide the text, which protects nothing. */
function isThere(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false
  return process.platform !== 'linux' || safeStorage.getSelectedStorageBackend() !== 'basic_text'
}
