// When are two e-mail addresses the same? Trimmed, composed and in lower case, once, at the door.

export const normaliseEmail = (email: string): string => email.trim().normalize('NFC').toLowerCase();
