import { Closers } from '../../../../local/run/closers';

/** Opens what has several parts; when one of them fails, those before it are closed, and the fault is told. */
export async function opening<Opened>(open: (closers: Closers) => Promise<Opened>): Promise<Opened> {
  const closers = new Closers();
  try {
    return await open(closers);
  } catch (error) {
    await closers.close();
    throw error;
  }
}

/** @throws what could not be closed, after everything else was */
export async function closeAll(closers: Closers): Promise<void> {
  const faults = await closers.close();
  if (faults.length > 0) throw new AggregateError(faults, `not closed: ${faults.map(String).join('; ')}`);
}
