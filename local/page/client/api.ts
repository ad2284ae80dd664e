const token = document.querySelector<HTMLMetaElement>('meta[name=observatory-token]')?.content ?? '';

const refused = async (response: Response): Promise<never> => {
  const body = (await response.json().catch(() => ({}))) as { error?: string };
  throw new Error(body.error ?? `The run answers ${String(response.status)}.`);
};

/** JSON of a path of the page's server. Rejects with the server's own sentence. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const response = await fetch(path, signal === undefined ? {} : { signal });
  return response.ok ? ((await response.json()) as T) : refused(response);
}

/** Switches a fault. Rejects with the server's own sentence. */
export async function switchFault(name: string, on: boolean): Promise<void> {
  const response = await fetch(`/faults/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-observatory-token': token },
    body: JSON.stringify({ on }),
  });
  if (!response.ok) await refused(response);
}
