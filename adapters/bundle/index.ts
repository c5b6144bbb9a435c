/** Signed bundles: what a launch is made of. Nothing of a bundle's contents is parsed before its signature is verified. */

export { type OpenedBundle, openBundle, signBundle } from './bundle.ts'
export { BUNDLE_EXTENSION } from './envelope.ts'
export { displayKeyId, parseTrust, publicKeyText, type TrustedKey } from './keys.ts'
export { type BundlePayload, ENGINE_VERSION } from './payload.ts'
export { createSigner, type Signer } from './signer.ts'
