// why: what waits on a phone must be closed to everybody who holds the phone, its owner too: it is sealed to the service's public
// key and only the service can open it. HPKE (RFC 9180), base mode: P-256, HKDF-SHA256, AES-256-GCM; old phones have all three.
const { subtle } = globalThis.crypto
const text = new TextEncoder()
const joined = (...parts) => new Uint8Array(parts.flatMap((part) => [...(typeof part === 'string' ? text.encode(part) : part)]))
const kem = joined('KEM', [0, 16])
const suite = joined('HPKE', [0, 16, 0, 1, 0, 2])
const none = new Uint8Array(32)
const info = 'feedback outbox 1'
const step = 4096

// Extract alone; with Expand after it the browser does both at once.
async function extracted(label, ikm) {
  const key = await subtle.importKey('raw', none, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign'])
  return new Uint8Array(await subtle.sign('HMAC', key, joined('HPKE-v1', suite, label, ikm)))
}

async function derived(of, salt, [label, ikm], [name, context], length) {
  const key = await subtle.importKey('raw', joined('HPKE-v1', of, label, ikm), 'HKDF', false, ['deriveBits'])
  const how = { name: 'HKDF', hash: 'SHA-256', salt, info: joined([0, length], 'HPKE-v1', of, name, context) }
  return new Uint8Array(await subtle.deriveBits(how, key, length * 8))
}

async function shared(point) {
  const curve = { name: 'ECDH', namedCurve: 'P-256' }
  const theirs = await subtle.importKey('raw', point, curve, false, [])
  const ours = await subtle.generateKey(curve, false, ['deriveBits'])
  const enc = new Uint8Array(await subtle.exportKey('raw', ours.publicKey))
  const dh = new Uint8Array(await subtle.deriveBits({ name: 'ECDH', public: theirs }, ours.privateKey, 256))
  return [enc, await derived(kem, none, ['eae_prk', dh], ['shared_secret', joined(enc, point)], 32)]
}

// White space at its end evens out the length: how much somebody wrote is nobody's business.
function evened(words) {
  const plain = text.encode(words)
  return joined(plain, new Uint8Array(-plain.length & (step - 1)).fill(32))
}

export async function seal({ id, point }, words) {
  const [enc, secret] = await shared(point)
  const context = joined([0], await extracted('psk_id_hash', ''), await extracted('info_hash', info))
  const parts = [['key', 32], ['base_nonce', 12]]
  const [raw, iv] = await Promise.all(parts.map(([name, length]) => derived(suite, secret, ['secret', ''], [name, context], length)))
  const key = await subtle.importKey('raw', raw, 'AES-GCM', false, ['encrypt'])
  return joined([1], id, enc, new Uint8Array(await subtle.encrypt({ name: 'AES-GCM', iv }, key, evened(words))))
}
