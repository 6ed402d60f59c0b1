// The workspace's page API over HTTP.

async function answerOf(request) {
  try {
    const answer = await request;
    return await answer.json();
  } catch (failure) {
    return { ok: false, error: "unreachable", text: String(failure) };
  }
}

const query = (values) => new URLSearchParams(values).toString();

/** Everyone in the workspace: {ok, team, people}. */
export const getPeople = () => answerOf(fetch("/page/people"));

/** All that one person sees: {ok, state}. */
export const getState = (as) => answerOf(fetch(`/page/state?${query({ as })}`));

/** Messages before `before`: {ok, messages, has_more}. */
export const getMessages = (as, channel, before) =>
  answerOf(fetch(`/page/messages?${query({ as, channel, before, limit: 100 })}`));

/** The moment and the jumps that make sense now: {ok, now, clockwork}. */
export const getClock = () => answerOf(fetch("/page/clock"));

/** Do something as a person; never throws: a dead server is {ok: false, error: "unreachable"}. */
export const act = (name, body) =>
  answerOf(
    fetch(`/page/acts/${name}`, {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify(body),
    }),
  );
