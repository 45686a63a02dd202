// How are people written?

import type { PersonRepository } from '../../application/ports';
import type { TransactionConnection } from '../connection';
import { PersonEntity } from '../entities/person';
import { nameKey } from '../name-key';
import { findPersonByEmail, findPersonById } from '../reads/people';

export const createPersonRepository = (connection: TransactionConnection): PersonRepository => ({
  findByEmail: (email) => findPersonByEmail(connection, email),
  findById: (id) => findPersonById(connection, id),

  async add({ id, name, email, passwordHash }, createdAt) {
    const row = { id, name, nameKey: nameKey(name), email, passwordHash, createdAt };
    await connection.write((entities) => entities.insert(PersonEntity, row));
  },

  async setPasswordHash(id, passwordHash) {
    await connection.write((entities) => entities.update(PersonEntity, { id }, { passwordHash }));
  },

  async setDisabled(id, since) {
    await connection.write((entities) => entities.update(PersonEntity, { id }, { disabledAt: since }));
  },

  async remove(id) {
    await connection.write((entities) => entities.delete(PersonEntity, { id }));
  },
});
