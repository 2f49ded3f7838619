/** MD4 of bytes in hexadecimal: what Windows passwords are kept as, and OpenSSL no longer offers. */
export function md4(bytes: Uint8Array): string {
  const length = ((bytes.length + 8) >> 6) + 1;
  const data = new DataView(new ArrayBuffer(length * 64));
  for (const [at, byte] of bytes.entries()) data.setUint8(at, byte);
  data.setUint8(bytes.length, 0x80);
  data.setUint32(length * 64 - 8, bytes.length * 8, true);
  let state = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
  for (let block = 0; block < length; block++) {
    const words = Array.from({ length: 16 }, (_, at) => data.getUint32(block * 64 + at * 4, true));
    state = add(state, rounds(state, words));
  }
  const result = Buffer.alloc(16);
  for (const [at, word] of state.entries()) result.writeUInt32LE(word >>> 0, at * 4);
  return result.toString('hex').toUpperCase();
}

const add = (a: readonly number[], b: readonly number[]): number[] =>
  a.map((value, at) => (value + (b[at] ?? 0)) >>> 0);

type Step = {
  mix: (x: number, y: number, z: number) => number;
  constant: number;
  order: number[];
  shifts: number[];
};

const steps: Step[] = [
  {
    mix: (x, y, z) => (x & y) | (~x & z),
    constant: 0,
    order: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15],
    shifts: [3, 7, 11, 19],
  },
  {
    mix: (x, y, z) => (x & y) | (x & z) | (y & z),
    constant: 0x5a827999,
    order: [0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15],
    shifts: [3, 5, 9, 13],
  },
  {
    mix: (x, y, z) => x ^ y ^ z,
    constant: 0x6ed9eba1,
    order: [0, 8, 4, 12, 2, 10, 6, 14, 1, 9, 5, 13, 3, 11, 7, 15],
    shifts: [3, 9, 11, 15],
  },
];

function rounds(start: readonly number[], words: readonly number[]): number[] {
  let [a = 0, b = 0, c = 0, d = 0] = start;
  for (const { mix, constant, order, shifts } of steps) {
    order.forEach((word, at) => {
      const sum = (a + mix(b, c, d) + (words[word] ?? 0) + constant) | 0;
      const shift = shifts[at % 4] ?? 0;
      [a, b, c, d] = [d, (sum << shift) | (sum >>> (32 - shift)), b, c];
    });
  }
  return [a, b, c, d].map((value) => value >>> 0);
}
