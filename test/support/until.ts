// How does a test wait for what happens elsewhere? It looks again and again; no set time passes.

/** Only a broken test waits so long. */
const GIVE_UP_AFTER_MS = 10_000;

export async function until(what: string, holds: () => boolean | Promise<boolean>): Promise<void> {
  const giveUpAt = Date.now() + GIVE_UP_AFTER_MS;
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain until ${what}.`);
    await new Promise((resolve) => setImmediate(resolve));
  }
}
