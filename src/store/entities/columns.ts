// How are dates and JSON kept in columns that every database has? As text, written and read in this one place.

import type { ValueTransformer } from 'typeorm';

/** ISO 8601, UTC, with milliseconds: of fixed width, so that text order is time order. */
export const dateToText = (date: Date): string => date.toISOString();

export const textToDate = (text: string): Date => new Date(text);

/** For columns whose property is a `Date`. */
export const dateColumn: ValueTransformer = {
  to: (date: Date | null) => date && dateToText(date),
  from: (text: string | null) => text && textToDate(text),
};

/** For columns whose property is plain JSON. */
export const jsonColumn: ValueTransformer = {
  to: (value: unknown) => JSON.stringify(value),
  from: (text: string) => JSON.parse(text),
};
