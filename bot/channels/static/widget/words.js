// The widget's own words. The last ones known are kept, so that a page opened without a network can still speak.

const RETRY_MS = 5_000;

export async function words(server, language, memory, signal) {
  const key = `words:${language}`;
  while (!signal.aborted) {
    try {
      const answer = await fetch(`${server}/chat/words?language=${encodeURIComponent(language)}`, { signal });
      if (answer.ok) {
        const fresh = await answer.json();
        memory.set(key, fresh);
        return fresh;
      }
    } catch {
      // Unreachable: the kept words below, or another try.
    }
    const kept = memory.get(key);
    if (kept) return kept;
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
  }
  return null;
}
