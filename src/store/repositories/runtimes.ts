// How are runtimes written?

import type { RuntimeRepository } from '../../application/ports';
import type { TransactionConnection } from '../connection';
import { RuntimeEntity } from '../entities/runtime';
import { nameKey } from '../name-key';

export const createRuntimeRepository = (connection: TransactionConnection): RuntimeRepository => ({
  async add(runtime, tokenId) {
    const row = { ...runtime, nameKey: nameKey(runtime.name), tokenId };
    await connection.write((entities) => entities.insert(RuntimeEntity, row));
  },

  async update(id, { name, sharedConfigRepository, accessMode, scopeCheckMode }) {
    const changes = {
      ...(name !== undefined && { name, nameKey: nameKey(name) }),
      ...(sharedConfigRepository !== undefined && { sharedConfigRepository }),
      ...(accessMode !== undefined && { accessMode }),
      ...(scopeCheckMode !== undefined && { scopeCheckMode }),
    };
    if (Object.keys(changes).length === 0) return;
    await connection.write((entities) => entities.update(RuntimeEntity, { id }, changes));
  },

  async delete(id) {
    await connection.write((entities) => entities.delete(RuntimeEntity, { id }));
  },
});
