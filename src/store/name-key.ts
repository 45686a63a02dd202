// When are two names the same? When only case or the way an accent is encoded tells them apart. Databases fold case each in
// their own way (SQLite in ASCII only), so the key is made here and stored beside the name.

/** The form in which names are compared and searched. */
export const nameKey = (name: string): string => name.normalize('NFC').toLowerCase();

/** A `LIKE … ESCAPE '!'` pattern for a key that contains the text; without a text, for every key. */
export const keyContaining = (text: string | null): string => `%${nameKey(text ?? '').replace(/[!%_]/g, '!$&')}%`;
