// How figures look on the page: as in the reports.

const COUNT = new Intl.NumberFormat('en');

export function count(value) {
  return value === null || value === undefined ? 'unknown' : COUNT.format(value);
}

/** Three digits that say something, never more than microseconds would. */
export function millis(value) {
  if (value === null || value === undefined) {
    return '–';
  }
  return value < 9.995 ? value.toFixed(2) : value < 99.95 ? value.toFixed(1) : value.toFixed(0);
}

/** A percentile of which two bounds are known: one number where they agree, none where there are too few samples. */
export function bounded(bounds) {
  if (!bounds) {
    return '–';
  }
  const { lowerMillis: lower, upperMillis: upper } = bounds;
  if (upper === null) {
    return `> ${millis(lower)} ms`;
  }
  return lower === upper ? `${millis(lower)} ms` : `${millis(lower)}–${millis(upper)} ms`;
}

export function rate(value) {
  return Number.isInteger(value) ? COUNT.format(value) : String(Math.round(value * 10) / 10);
}

/** In the time zone of who looks, which may be another than that of the service, so it is named. */
export function time(instant) {
  return instant ? new Date(instant).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'long' }) : '–';
}

/** The seconds of a duration as the API writes it, null if it is none. */
export function seconds(text) {
  const match = /^(?:(\d+)h)?(?:(\d+)m(?!s))?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text ?? '');
  if (!match || !text) {
    return null;
  }
  const [hours, minutes, whole, thousandths] = match.slice(1).map((part) => Number(part ?? 0));
  return hours * 3600 + minutes * 60 + whole + thousandths / 1000;
}

export function elapsed(from, to) {
  if (!from) {
    return '–';
  }
  const total = Math.round((new Date(to ?? Date.now()) - new Date(from)) / 1000);
  return total < 60 ? `${total} s` : `${Math.floor(total / 60)} min ${total % 60} s`;
}

/** What a run was asked for, in a sentence. */
export function load(spec) {
  const adding = `${spec.usersPerAdd} ${spec.usersPerAdd === 1 ? 'user' : 'users'}`;
  if (spec.type === 'sustained') {
    return `${rate(spec.rate)}/s of ${adding} for ${spec.duration}, the first ${spec.warmup} warm-up`;
  }
  if (spec.type === 'search') {
    const rates = spec.steps ? `${spec.steps.length} steps from ${rate(spec.minRate)}/s to ${rate(spec.maxRate)}/s` : `${rate(spec.minRate)}/s to ${rate(spec.maxRate)}/s within ${spec.width * 100} %`;
    return `${rates} of ${adding}, each for ${spec.trial.duration}`;
  }
  const cap = spec.maxRate ? `, at most ${rate(spec.maxRate)}/s a room` : '';
  return `rooms filled up to ${spec.targetSize} members, ${adding} at a time${cap}`;
}

/** Where and how requests enter, in a sentence. */
export function way(spec) {
  return `${spec.fixture}, ${spec.inject}, shape ${spec.shape}`;
}
