/** Posts JSON (or a text as it is) and gives status and text of the answer. */
export async function post(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = { 'Content-Type': 'application/json' },
): Promise<{ readonly status: number; readonly text: string; readonly headers: Headers }> {
  const response = await fetch(url, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    signal: AbortSignal.timeout(2_000),
  });
  return { status: response.status, text: await response.text(), headers: response.headers };
}
